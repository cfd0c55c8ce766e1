import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../api";
import type { Page } from "../pages";
import { loadChannels } from "../channels";
import { loadCatalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { type Account, account, isSignedIn, loadAccount, signOut } from "./account";
import { Contacts } from "./contacts";
import { PasskeyList } from "./passkey-list";
import { proofProblemText } from "./problems";
import { EraseAccount } from "./erase";
import { SessionList } from "./session-list";
import { RecoveryNews } from "./stop-recovery";
import { SignIn } from "./sign-in";
import { words } from "./words";

/** `/account`: the way in, and what an account has: passkeys, contacts, and where it is open. */
const AccountPage: Page = () => {
  const problem = useSignal<Problem | undefined>(undefined);
  const load = async () => {
    problem.value = await loadAccount();
  };
  useEffect(() => {
    void loadCatalogue();
    void loadChannels();
    void load();
  }, []);
  const known = account.value;
  return (
    <Frame>
      <PageTitle>{words.title()}</PageTitle>
      {problem.value && <ProblemBand problem={problem.value} onRetry={() => void load()} />}
      {!known && !problem.value && <Loading />}
      {known && (isSignedIn(known) ? <Own account={known} /> : <SignIn />)}
    </Frame>
  );
};

const Own = ({ account: known }: { account: Account }) => {
  const { passkeys, contacts } = known;
  const problem = useSignal<Problem | undefined>(undefined);
  const leave = async () => {
    problem.value = await signOut();
    if (!problem.value) toast(words.signedOut());
  };
  return (
    <>
      <RecoveryNews account={known} />
      <div class="row">
        <Button icon="calendar-days" href="/my">
          {words.seeMine()}
        </Button>
        <Button icon="log-out" onClick={() => void leave()}>
          {words.signOut()}
        </Button>
      </div>
      {problem.value && <ProblemBand problem={problem.value} />}
      <PasskeyList passkeys={passkeys} />
      {contacts ? (
        <Contacts contacts={contacts} />
      ) : (
        <Band>{proofProblemText({ code: "account_not_ready" })}</Band>
      )}
      <SessionList />
      <EraseAccount />
    </>
  );
};

export default AccountPage;
