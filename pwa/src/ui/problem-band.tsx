import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isLineTrouble, type Problem } from "../api";
import { common } from "../words/common";
import { problemText } from "../words/problems";
import { Band } from "./band";
import { Button } from "./button";

/** A refusal in words, one way on, and the code and request id small under "Butiran". */
export const ProblemBand = ({
  problem,
  text,
  onRetry,
  children,
}: {
  problem: Problem;
  /** Replaces the sentence of the code, when the page knows more. */
  text?: string;
  onRetry?: () => void;
  children?: ComponentChildren;
}) => {
  const line = isLineTrouble(problem);
  const band = useRef<HTMLDivElement>(null);
  // Where the person pressed is seldom where the answer stands.
  useEffect(() => band.current?.scrollIntoView({ block: "nearest" }), [problem]);
  return (
    <div ref={band}>
      <Band tone={line ? "neutral" : "warning"} {...(line ? { icon: "wifi-off" as const } : {})} alert>
        <div class="stack tight">
          <span>{text ?? problemText(problem)}</span>
          {(onRetry || children) && (
            <div class="row">
              {onRetry && (
                <Button icon="refresh-cw" onClick={onRetry}>
                  {common.tryAgain()}
                </Button>
              )}
              {children}
            </div>
          )}
          {!line && (
            <details class="small">
              <summary>{common.details()}</summary>
              {problem.code} · {problem.status} · {problem.requestId}
            </details>
          )}
        </div>
      </Band>
    </div>
  );
};
