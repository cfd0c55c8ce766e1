import { useEffect, useRef } from "preact/hooks";
import { burstGapMsMax, feed, idleWedge, settle, type Fed, type Heard } from "./wedge";

/** Listens to the keyboard for scanners (and people) while the component stands. */
export const useWedge = (onHeard: (heard: Heard) => void): void => {
  const latest = useRef(onHeard);
  latest.current = onHeard;
  useEffect(() => {
    let wedge = idleWedge;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (fed: Fed) => {
      wedge = fed.wedge;
      for (const heard of fed.heard) latest.current(heard);
    };
    const onKey = (event: KeyboardEvent) => {
      const counts = event.key.length === 1 || event.key === "Enter" || event.key === "Tab";
      if (!counts || event.ctrlKey || event.metaKey || event.altKey) return;
      const fed = feed(wedge, event.key, event.timeStamp);
      if (fed.swallow) event.preventDefault();
      take(fed);
      clearTimeout(timer);
      timer = setTimeout(() => take(settle(wedge, Number.POSITIVE_INFINITY)), burstGapMsMax);
    };
    addEventListener("keydown", onKey, true);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", onKey, true);
    };
  }, []);
};
