import { afterFailure, closedBreaker, mayAsk } from "../../sync/core/breaker";
import type { Timers } from "../../sync/core/timers";
import { ask } from "../http-ask";
import type { BiometricMatcher, MatchOutcome, MatchRequest } from "../ports";

/** No answer of a matcher is longer. */
const answerBytesMax = 16 * 1024;
/** People stand in lanes: an engine that is back is used soon. */
const waitMsMax = 10_000;

/**
 * A matcher over HTTP: an engine of whatever maker behind one kind of sentence.
 *
 *   POST <url>/v1/match  {"id", "kind": "face" | "finger", "at": "in-1", "reference": <base64> | null, "deadlineMs"}
 *   200 {"id", "result": "match" | "no_match" | "doubt", "score": 0.91, "threshold": 0.62, "engine": "name 1.2"}
 *
 * Whatever else it says, or says for another question, is `unavailable`: so is silence, at the deadline. After five silences in a
 * row it is left alone for ten seconds, and the lane sends people to an officer at once instead of after a wait.
 */
export const httpMatcher = ({
  url,
  timers,
}: {
  readonly url: string;
  readonly timers: Timers;
}): BiometricMatcher => {
  const base = url.replace(/\/$/, "");
  let line = closedBreaker;

  return {
    async match({ id, kind, at, reference, deadlineMs }: MatchRequest): Promise<MatchOutcome> {
      const { isAllowed, breaker } = mayAsk(line, timers.nowMs());
      line = breaker;
      if (!isAllowed) return unavailable("it has not answered for a while");
      const answer = await ask({
        url: `${base}/v1/match`,
        body: { id, kind, at, reference: reference && Buffer.from(reference).toString("base64"), deadlineMs },
        deadlineMs,
        bytesMax: answerBytesMax,
        timers,
      });
      line = answer.ok ? closedBreaker : afterFailure(line, timers.nowMs(), waitMsMax);
      if (!answer.ok) return unavailable(answer.error.type === "Garbled" ? notAsAgreed : answer.error.cause);
      return outcomeOf(answer.value, id) ?? unavailable(notAsAgreed);
    },
  };
};

const notAsAgreed = "it does not answer as agreed";

const unavailable = (cause: string): MatchOutcome => ({ type: "unavailable", cause });

/** Pure and total. A score that contradicts its result is no result: nobody is let through by a slip of an engine. */
export const outcomeOf = (answer: unknown, id: string): MatchOutcome | undefined => {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { id: of, result, score, threshold, engine } = answer as { readonly [key: string]: unknown };
  if (of !== id || (result !== "match" && result !== "no_match" && result !== "doubt")) return undefined;
  if (typeof engine !== "string" || engine.length === 0 || engine.length > 60) return undefined;
  if (!isNumber(score) || !isNumber(threshold)) return undefined;
  if (result === "match" && score < threshold) return undefined;
  return { type: result, score, threshold, engine };
};

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
