import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../api";
import { loadChannels } from "../channels";
import { catalogue, loadCatalogue, node } from "../node";
import type { Page } from "../pages";
import { goTo } from "../router";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { SelectField } from "../ui/field";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { inLanguage } from "../words/language";
import { dayAndClock } from "../words/staff-times";
import type { CodeSent, ContactKind } from "./account";
import { CodeForm } from "./code-form";
import { ContactField } from "./contact-field";
import {
  finishRecovery,
  loadRecovery,
  type Recovery,
  recovery,
  type Running,
  sendRecoveryCode,
  startRecovery,
  tryRecoveryCode,
} from "./recovery";
import { words } from "./recovery-words";
import { recoveryProblemText, StopByCode } from "./stop-recovery";
import { words as accountWords } from "./words";

/** `/account/recover`: for who lost every passkey. The codes are typed anew on each visit: nothing is kept on the phone. */
const RecoverPage: Page = () => {
  const problem = useSignal<Problem | undefined>(undefined);
  const load = async () => {
    problem.value = await loadRecovery();
  };
  useEffect(() => {
    void loadCatalogue();
    void loadChannels();
    void load();
  }, []);
  const known = recovery.value;
  return (
    <Frame>
      <PageTitle>{words.title()}</PageTitle>
      {problem.value && <ProblemBand problem={problem.value} onRetry={() => void load()} />}
      {!known && !problem.value && <Loading />}
      {known && (known.account === null ? <Codes known={known} /> : <Behind known={known} />)}
      <StopByCode />
    </Frame>
  );
};

export default RecoverPage;

/** The first step: both contacts, one after the other. */
const Codes = ({ known: { proven } }: { known: Recovery }) => {
  const kind = proven.includes("sms") ? "email" : "sms";
  return (
    <>
      <p>{words.lead()}</p>
      <ol class="recovery-steps">
        <li>{words.stepCodes()}</li>
        <li>{words.stepDocument()}</li>
        <li>{words.stepWait()}</li>
      </ol>
      {node.value?.role === "branch" && <Band>{words.atBranch()}</Band>}
      <section class="card stack">
        <h2>{kind === "sms" ? words.phoneFirst() : words.emailNext()}</h2>
        {kind === "email" && (
          <div>
            <Tag tone="success" icon="check">
              {words.phoneDone()}
            </Tag>
          </div>
        )}
        <ByCode key={kind} kind={kind} />
      </section>
      <details class="disclosure card">
        <summary>
          <Icon name="chevron-down" /> {words.without()}
        </summary>
        <div class="stack tight">
          <p>{words.withoutPhone()}</p>
          <p>{words.withoutBoth()}</p>
          <a href="/account">{words.newAccount()}</a>
        </div>
      </details>
    </>
  );
};

const ByCode = ({ kind }: { kind: ContactKind }) => {
  const under = useSignal<{ readonly to: string; readonly sent: CodeSent } | undefined>(undefined);
  if (!under.value)
    return (
      <ContactField
        kind={kind}
        primary
        onSend={(to) => sendRecoveryCode(kind, to)}
        onSent={(to, sent) => {
          under.value = { to, sent };
        }}
      />
    );
  const { to, sent } = under.value;
  return (
    <CodeForm
      kind={kind}
      sent={sent}
      told={accountWords.codeSentIf({ to })}
      doWords={words.doCode()}
      onCode={(code) => tryRecoveryCode(kind, code)}
      onResend={() => sendRecoveryCode(kind, to)}
      onOther={() => {
        under.value = undefined;
      }}
    />
  );
};

/** What stands behind both contacts. */
const Behind = ({ known: { account, branches, recovery: running } }: { known: Recovery }) => {
  if (account !== "known" || (branches.length === 0 && !running))
    return (
      <>
        <Band tone="warning">{account === "known" ? words.noBranch() : words.unknown()}</Band>
        <div>
          <Button href="/account">{words.newAccount()}</Button>
        </div>
      </>
    );
  return running ? <Run running={running} /> : <Ask branches={branches} />;
};

const nameOf = (code: string): string => {
  const found = catalogue.value?.branches.find((branch) => branch.code === code);
  return found ? inLanguage(found.name) : code;
};

const Ask = ({ branches }: { branches: readonly string[] }) => {
  const branch = useSignal(branches[0]!);
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const ask = async () => {
    busy.value = true;
    problem.value = await startRecovery(branch.value);
    busy.value = false;
  };
  return (
    <section class="card stack">
      {problem.value && <ProblemBand problem={problem.value} text={recoveryProblemText(problem.value)} />}
      <SelectField
        label={words.choose()}
        hint={words.chooseHint()}
        value={branch.value}
        onValue={(code) => {
          branch.value = code;
        }}
        options={branches.map((code) => ({ value: code, label: nameOf(code) }))}
      />
      <p class="small soft">{words.askHint()}</p>
      <div>
        <Button kind="primary" busy={busy.value} onClick={() => void ask()}>
          {words.ask()}
        </Button>
      </div>
    </section>
  );
};

const Run = ({ running: { step, ref, branch, opensAtMs, untilMs } }: { running: Running }) => {
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const make = async () => {
    busy.value = true;
    problem.value = await finishRecovery();
    busy.value = false;
    if (problem.value) return;
    toast(words.made());
    goTo("/account");
  };
  const opens = dayAndClock(opensAtMs);
  return (
    <section class="card stack">
      {problem.value && <ProblemBand problem={problem.value} text={recoveryProblemText(problem.value)} />}
      {step === "needs_document" && (
        <>
          <p>{words.needsDocument({ branch: nameOf(branch), until: dayAndClock(untilMs) })}</p>
          <div>
            <p class="small soft">{words.ref()}</p>
            <p class="mono strong recovery-ref">{ref}</p>
          </div>
          <p class="small soft">{words.opensAt({ opens })}</p>
        </>
      )}
      {step === "waits" && <Band icon="clock">{words.waits({ opens })}</Band>}
      {step === "ready" && (
        <>
          <p>{words.ready()}</p>
          <div>
            <Button kind="primary" icon="key-round" busy={busy.value} onClick={() => void make()}>
              {words.make()}
            </Button>
          </div>
        </>
      )}
    </section>
  );
};
