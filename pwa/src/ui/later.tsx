import { signal, type ReadonlySignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { common } from "../words/common";
import { Failed, Loading } from "./loading";

/** A component whose script comes when it is asked for; the service worker keeps every script, so it comes without the line too. */
export interface Later<Props> {
  readonly loaded: ReadonlySignal<ComponentType<Props> | "failed" | undefined>;
  /** Asks for the script, unless it is here. */
  bring(): Promise<void>;
}

export const scriptLater = <Props,>(load: () => Promise<ComponentType<Props>>): Later<Props> => {
  const loaded = signal<ComponentType<Props> | "failed" | undefined>(undefined);
  const bring = async () => {
    if (typeof loaded.peek() === "function") return;
    loaded.value = undefined;
    try {
      loaded.value = await load();
    } catch {
      loaded.value = "failed";
    }
  };
  return { loaded, bring };
};

/** A part of a page that comes when it is first shown. */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> => {
  const { loaded, bring } = scriptLater(load);
  return (props) => {
    const Loaded = loaded.value;
    useEffect(() => void bring(), []);
    if (Loaded === "failed") return <Failed text={common.pageGoneNext()} onRetry={() => void bring()} />;
    return Loaded ? <Loaded {...props} /> : <Loading />;
  };
};
