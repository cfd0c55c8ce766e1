import { useSignal } from "@preact/signals";
import { CodeEntry } from "../../account/code-entry";
import { ProofProblem } from "../../account/problems";
import type { Problem } from "../../api";
import { Band } from "../../ui/band";
import { Button } from "../../ui/button";
import { timeOf } from "../../words/when";
import type { OwnHold } from "../hold";
import { ProofCard } from "./card";
import { type KindOfProof, printCode, tryCode, visit } from "./visit";
import { proof } from "./words";

/** At the counter, for somebody who has nothing with them: a code on paper, handed over and typed. */
export const PaperCard = ({
  kept,
  row,
  first,
  onUse,
}: {
  kept: OwnHold;
  row: KindOfProof;
  first: boolean;
  onUse: () => void;
}) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const printing = useSignal(false);
  const print = async () => {
    if (printing.value) return;
    onUse();
    printing.value = true;
    problem.value = await printCode(kept);
    printing.value = false;
    document.getElementById("code-paper")?.focus();
  };
  const check = async (code: string): Promise<boolean> => {
    onUse();
    problem.value = await tryCode(kept, "paper_code", code);
    return problem.value === undefined;
  };
  const printed = visit.value?.paper?.print;
  const printButton = (words: string, isMain: boolean) => (
    <Button
      icon="printer"
      kind={isMain ? "primary" : "outline"}
      busy={printing.value}
      onClick={() => void print()}
    >
      {words}
    </Button>
  );
  return (
    <ProofCard icon="printer" title={proof.paper()} state={row.state} sent={proof.codePrinted()}>
      {row.state !== "done" && problem.value && <ProofProblem problem={problem.value} />}
      {row.state === "open" && (
        <>
          <p class="small soft">{proof.paperHint()}</p>
          <div>{printButton(proof.paperPrint(), first)}</div>
        </>
      )}
      {row.state === "sent" && (
        <>
          {(printed === "failed" || printed === "suspect") && (
            <Band tone="warning" alert>
              {proof.paperNotOut()}
            </Band>
          )}
          <CodeEntry
            key={row.sentAtMs}
            id="code-paper"
            hint={proof.paperUntil({ time: timeOf(row.codeEndsAtMs ?? 0) })}
            doWords={proof.check()}
            outlined={!first}
            byItself
            onCode={check}
          >
            {printButton(proof.paperAgain(), false)}
          </CodeEntry>
        </>
      )}
    </ProofCard>
  );
};
