import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { common } from "../words/common";
import { Failed, Loading } from "./loading";

/** A part of a page whose script comes when it is first shown; the service worker keeps every script, so it comes without the line too. */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> => {
  const loaded = signal<ComponentType<Props> | "failed" | undefined>(undefined);
  const bring = async () => {
    loaded.value = undefined;
    try {
      loaded.value = await load();
    } catch {
      loaded.value = "failed";
    }
  };
  return (props) => {
    const Loaded = loaded.value;
    useEffect(() => {
      if (typeof loaded.peek() !== "function") void bring();
    }, []);
    if (Loaded === "failed") return <Failed text={common.pageGoneNext()} onRetry={() => void bring()} />;
    return Loaded ? <Loaded {...props} /> : <Loading />;
  };
};
