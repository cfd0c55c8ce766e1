import { useEffect, useState } from "preact/hooks";
import { get, type Problem } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { loadCatalogue } from "../node";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { dayAndTime } from "../words/staff-times";
import type { DeclaredPolicy } from "./branch-types";
import { PolicyForm } from "./policy-form";
import { policyWords as words } from "./policy-words";
import { Supervised, type Supervisor } from "./supervised";
import { branchWords } from "./words";

/** `/branch/policy`: how this branch calls its people, who said so, and the place to change it. */
const PolicyPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return <Supervised title={words.title()}>{(supervisor) => <Policy supervisor={supervisor} />}</Supervised>;
};

export default PolicyPage;

const Policy = ({ supervisor: { name, as } }: { supervisor: Supervisor }) => {
  const [latest, setLatest] = useState<DeclaredPolicy>();
  const [problem, setProblem] = useState<Problem>();
  const load = async () => {
    const answer = await get<DeclaredPolicy>("/branch/policy", { as });
    if (answer.ok) setLatest(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => void load(), []);
  return (
    <div class="staff branch">
      <StaffHeader title={words.title()} detail={branchWords.supervisor({ name })} />
      <main id="content" class="main">
        <div>
          <Button kind="quiet" icon="arrow-left" href="/branch">
            {branchWords.pageName()}
          </Button>
        </div>
        <PageTitle>{words.title()}</PageTitle>
        <p class="soft">{words.lead()}</p>
        {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
        {!latest && !problem && <Loading />}
        {latest && (
          <>
            <Declared latest={latest} />
            <PolicyForm as={as} latest={latest} onDeclared={setLatest} onNewer={() => void load()} />
          </>
        )}
      </main>
    </div>
  );
};

/** Which version, whether it counts already, and who declared it why. */
const Declared = ({ latest: { policy, fromMs, inForceVersion, declared } }: { latest: DeclaredPolicy }) => (
  <section class="card stack tight" aria-live="polite">
    <h2>{words.version({ version: policy.version })}</h2>
    <p>
      {inForceVersion === policy.version || fromMs <= currentMs()
        ? words.inForce()
        : words.begins({ when: dayAndTime(fromMs), version: inForceVersion })}
    </p>
    <p class="small soft">
      {declared
        ? words.declaredBy({
            actor: declared.actor,
            when: dayAndTime(declared.atMs),
            reason: declared.reason,
          })
        : words.asShipped()}
    </p>
  </section>
);
