import { useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { keyProblemText } from "../staff/problems";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { dayAndClock } from "../words/staff-times";
import { DocumentForm } from "./document-form";
import { erasePerson, showDocument, stopRecovery, waitingList, type WaitingRecovery } from "./recoveries";
import { words } from "./recoveries-words";

const lookMs = 10_000;

/** `/staff/accounts`: at the counter, for people who lost their passkeys, and for those who wish to be erased. */
const RecoveriesPage = () => (
  <SignedIn title={words.pageName()} roles={["officer", "supervisor", "branch_admin"]}>
    {(staff) => <List me={staff} />}
  </SignedIn>
);

export default RecoveriesPage;

const List = ({ me }: { me: Staff }) => {
  const { value, problem, setProblem, again } = useAsked(waitingList, { everyMs: lookMs });
  const items = value?.items;
  const [checking, setChecking] = useState<WaitingRecovery>();
  const stop = async ({ id, ref }: WaitingRecovery) => {
    const done = await stopRecovery(id);
    if (done.ok) toast(words.stopped({ ref }));
    await again();
    setProblem(done.ok ? undefined : done.error);
  };
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <section class="card stack tight">
          <h2>{words.waiting()}</h2>
          {!items && !problem && <Loading />}
          {items?.length === 0 && <p class="soft">{words.none()}</p>}
          <ul class="people">
            {items?.map((row) => (
              <li key={row.id}>
                <div>
                  <span class="strong mono">{row.ref}</span>
                  <div class="small soft">
                    {words.row({ at: dayAndClock(row.atMs), opens: dayAndClock(row.opensAtMs) })}
                  </div>
                </div>
                <div class="row">
                  {row.step === "needs_document" ? (
                    <Button label={words.checkFor({ ref: row.ref })} onClick={() => setChecking(row)}>
                      {words.check()}
                    </Button>
                  ) : (
                    <Tag tone="success" icon="check">
                      {words.isSeen()}
                    </Tag>
                  )}
                  <Button kind="quiet" label={words.stopFor({ ref: row.ref })} onClick={() => void stop(row)}>
                    {words.stop()}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <details class="disclosure card">
          <summary>
            <Icon name="chevron-down" /> {words.erase()}
          </summary>
          <div class="stack">
            <p class="soft">{words.eraseHint()}</p>
            <DocumentForm
              danger
              doWords={words.eraseDo()}
              onGive={async (document) => {
                const done = await erasePerson(document);
                if (done.ok) toast(words.erased());
                return done.ok ? undefined : done.error;
              }}
            />
          </div>
        </details>
      </main>
      <Dialog open={checking !== undefined} title={words.check()} onClose={() => setChecking(undefined)}>
        {checking && (
          <>
            <p>{words.ask({ ref: checking.ref })}</p>
            <DocumentForm
              doWords={words.isTheirs()}
              onGive={async (document) => {
                const done = await showDocument(checking.id, document);
                if (!done.ok) return done.error;
                toast(words.seenDone({ ref: checking.ref }));
                setChecking(undefined);
                await again();
                return undefined;
              }}
            />
            <Button wide onClick={() => setChecking(undefined)}>
              {common.back()}
            </Button>
          </>
        )}
      </Dialog>
    </div>
  );
};
