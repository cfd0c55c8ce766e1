import { useEffect, useState } from "preact/hooks";
import type { Caller } from "../../../server/identity/session";
import { get, type Problem } from "../api";
import { download } from "../download";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Loading } from "../ui/loading";
import { ProblemBand } from "../ui/problem-band";
import { Summary } from "../ui/summary";
import { common } from "../words/common";
import { dateLong, dateOf, timeOf } from "../words/when";
import type { ProvenLeaf } from "./audit-types";
import { intentWord } from "./intent-words";
import { words } from "./words";

/** A proof in plain words, and as a file to keep: of one's own booking, or of a record that an auditor looks at. */
export const ProofDialog = ({
  open,
  onClose,
  path,
  as,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Where the proof is asked for. */
  readonly path: string;
  readonly as: Caller;
}) => {
  const [proven, setProven] = useState<ProvenLeaf>();
  const [problem, setProblem] = useState<Problem>();
  const load = async () => {
    setProblem(undefined);
    const answer = await get<ProvenLeaf>(path, { as });
    if (answer.ok) setProven(answer.value);
    else setProblem(answer.error);
  };
  useEffect(() => {
    setProven(undefined);
    if (open) void load();
  }, [open, path]);
  return (
    <Dialog open={open} title={words.proofTitle()} onClose={onClose}>
      {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
      {!proven && !problem && <Loading />}
      {proven && <Proven proven={proven} />}
      <div class="row">
        {proven && (
          <Button kind="primary" icon="download" onClick={() => save(proven)}>
            {words.save()}
          </Button>
        )}
        <Button onClick={onClose}>{common.close()}</Button>
      </div>
    </Dialog>
  );
};

const Proven = ({ proven: { item, size, key, text } }: { proven: ProvenLeaf }) => (
  <>
    <Summary
      rows={[
        { term: words.intent(), value: intentWord(item.intent) },
        { term: words.when(), value: `${dateLong(dateOf(item.atMs))}, ${timeOf(item.atMs)}` },
        { term: words.recordNo(), value: words.recordOf({ no: item.seq + 1, size }) },
      ]}
    />
    <p>{words.what()}</p>
    <p class="soft">{words.noNames()}</p>
    <details>
      <summary>{common.details()}</summary>
      <div class="stack tight">
        <p class="small">{words.check()}</p>
        <code class="proof-text">{key}</code>
        <p class="small">{words.itself()}</p>
        <code class="proof-text">{text}</code>
      </div>
    </details>
  </>
);

const save = ({ item, text }: ProvenLeaf): void =>
  download(new Blob([text], { type: "text/plain" }), `audit-${item.node}-${item.seq}.tlog-proof`);
