import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { loadNode, node } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { DemoStaff } from "./demo-staff";
import { comeIn } from "./key-later";
import { keyProblemText } from "./problems";
import { loadStaff } from "./session";
import { staffWords as words } from "./words";

/** Who are you: before any page of the staff. */
export const SignInPage = ({ title, ended }: { title: string; ended: boolean }) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => void loadNode(), []);
  const signIn = async () => {
    setBusy(true);
    const done = await comeIn("sign-in");
    if (done.ok) await loadStaff();
    setBusy(false);
    setProblem(done.ok ? undefined : done.error);
  };
  return (
    <div class="staff">
      <StaffHeader title={title} detail={words.signIn()} />
      <main id="content" class="main stack">
        <PageTitle>{words.signIn()}</PageTitle>
        {ended && !problem && <Band>{words.ended()}</Band>}
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <p class="soft">{words.signInHow()}</p>
        <Button kind="primary" icon="key-round" wide busy={busy} onClick={() => void signIn()}>
          {words.signInWithKey()}
        </Button>
        <Button kind="quiet" href="/staff/key">
          {words.haveCode()}
        </Button>
        {node.value?.demo && <DemoStaff />}
      </main>
    </div>
  );
};
