import { useState } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import type { Problem } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { comeIn } from "./key-later";
import { keyProblemText } from "./problems";
import { loadStaff, signOut, type Staff } from "./session";
import { staffWords as words } from "./words";

/** A page that is not for the role of whoever signed in. Somebody with another role that fits comes in with that one. */
export const NotYours = ({
  title,
  staff,
  roles,
}: {
  title: string;
  staff: Staff;
  /** Whose page it is. */
  roles: readonly StaffRole[];
}) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const fitting = staff.roles.filter((role) => roles.includes(role));
  const comeInAs = async (role: StaffRole) => {
    setBusy(true);
    const done = await comeIn("sign-in", role);
    if (done.ok) await loadStaff();
    setBusy(false);
    setProblem(done.ok ? undefined : done.error);
  };
  return (
    <div class="staff">
      <StaffHeader title={title} detail={staff.name} />
      <main id="content" class="main stack">
        <PageTitle>{words.notYours()}</PageTitle>
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <p>{fitting.length > 0 ? words.otherRole() : words.askAdmin()}</p>
        {fitting.map((role) => (
          <Button key={role} icon="key-round" wide busy={busy} onClick={() => void comeInAs(role)}>
            {words.comeInAs({ role: words[role]() })}
          </Button>
        ))}
        <div>
          <Button icon="log-out" onClick={() => void signOut()}>
            {words.signOut()}
          </Button>
        </div>
      </main>
    </div>
  );
};
