import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { loadNode, node } from "../node";
import { Button } from "../ui/button";
import { ProblemBand } from "../ui/problem-band";
import { DemoStaff } from "./demo-staff";
import { comeIn } from "./key-later";
import { keyProblemText } from "./problems";
import { loadStaff, type Staff } from "./session";
import { staffWords as words } from "./words";

/** Over a page that nobody touched for a while: it stays as it is below. One touch opens it; a colleague may take it over. */
export const Locked = ({ staff }: { staff: Staff | undefined }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState<"unlock" | "sign-in">();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    void loadNode();
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const come = async (how: "unlock" | "sign-in") => {
    setBusy(how);
    const done = await comeIn(how);
    setBusy(undefined);
    setProblem(done.ok ? undefined : done.error);
    if (done.ok) await loadStaff();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog locked"
      aria-labelledby="locked"
      onCancel={(event) => event.preventDefault()}
    >
      <div class="stack">
        <h2 id="locked">{staff ? words.lockedFor({ name: staff.name }) : words.locked()}</h2>
        <p>{words.lockedWhy()}</p>
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <Button
          kind="primary"
          icon="key-round"
          wide
          busy={busy === "unlock"}
          onClick={() => void come("unlock")}
        >
          {words.unlock()}
        </Button>
        <Button icon="users" wide busy={busy === "sign-in"} onClick={() => void come("sign-in")}>
          {words.anotherOfficer()}
        </Button>
        {node.value?.demo && <DemoStaff />}
      </div>
    </dialog>
  );
};
