import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../api";

export interface Asked<T> {
  /** The last answer that came; it stays in sight while a later question fails. */
  readonly value: T | undefined;
  /** Of the last question. */
  readonly problem: Problem | undefined;
  /** News that came without a question. */
  setValue(value: T): void;
  setProblem(problem: Problem | undefined): void;
  again(): Promise<void>;
}

/** Asks the node when the page comes, whenever one of `of` changes, every `everyMs` while it is there, and `again` at once. */
export const useAsked = <T>(
  ask: () => Answer<T>,
  { everyMs, of = [] }: { readonly everyMs?: number; readonly of?: readonly unknown[] } = {},
): Asked<T> => {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef({ count: 0, ask });
  asked.current.ask = ask;
  const again = async () => {
    const mine = ++asked.current.count;
    const answer = await asked.current.ask();
    // Of two questions under way the later one counts, whichever answer comes last.
    if (mine !== asked.current.count) return;
    if (answer.ok) setValue(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => {
    void again();
    if (everyMs === undefined) return;
    const timer = setInterval(() => void again(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, ...of]);
  return { value, problem, setValue, setProblem, again };
};
