import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { hasPasskeys } from "../passkey";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { toast } from "../ui/toast";
import { addPasskey, type CodeSent, loadAccount, sendSignInCode, signIn, signInBySms } from "./account";
import { CodeForm } from "./code-form";
import { ContactField } from "./contact-field";
import { ProofProblem } from "./problems";
import { words as recoveryWords } from "./recovery-words";
import { words } from "./words";

/** For who is not signed in: a passkey, a first passkey, or a code by SMS. */
export const SignIn = () => {
  const problem = useSignal<Problem | undefined>(undefined);
  const doing = useSignal<"sign_in" | "make" | undefined>(undefined);
  const isAble = hasPasskeys();
  const run = async (what: "sign_in" | "make") => {
    if (doing.value) return;
    doing.value = what;
    const done = what === "make" ? await addPasskey() : await signIn();
    problem.value = done.ok ? await loadAccount() : done.error;
    doing.value = undefined;
    if (done.ok) toast(what === "make" ? words.added() : words.signedIn());
  };
  return (
    <>
      <p>{words.why()}</p>
      {problem.value && <ProofProblem problem={problem.value} />}
      {isAble ? (
        <section class="stack tight">
          <Button
            kind="primary"
            wide
            icon="key-round"
            busy={doing.value === "sign_in"}
            onClick={() => void run("sign_in")}
          >
            {words.signIn()}
          </Button>
          <Button wide icon="plus" busy={doing.value === "make"} onClick={() => void run("make")}>
            {words.make()}
          </Button>
          <p class="small soft">{words.whatIsPasskey()}</p>
          <a href="/account/recover">{recoveryWords.link()}</a>
        </section>
      ) : (
        <Band>{words.noPasskeys()}</Band>
      )}
      <BySms open={!isAble} />
    </>
  );
};

const BySms = ({ open }: { open: boolean }) => {
  const under = useSignal<{ readonly to: string; readonly sent: CodeSent } | undefined>(undefined);
  const enter = async (to: string, code: string): Promise<Problem | undefined> => {
    const done = await signInBySms(to, code);
    if (!done.ok) return done.error;
    toast(words.signedIn());
    return loadAccount();
  };
  return (
    <details class="disclosure card" open={open}>
      <summary>
        <Icon name="chevron-down" /> {words.bySms()}
      </summary>
      {under.value ? (
        <CodeForm
          kind="sms"
          sent={under.value.sent}
          told={words.codeSentIf({ to: under.value.to })}
          doWords={words.bySms()}
          onCode={(code) => enter(under.peek()!.to, code)}
          onResend={() => sendSignInCode(under.peek()!.to)}
          onOther={() => {
            under.value = undefined;
          }}
        />
      ) : (
        <>
          <p class="hint">{words.bySmsHint()}</p>
          <ContactField
            kind="sms"
            onSend={sendSignInCode}
            onSent={(to, sent) => {
              under.value = { to, sent };
            }}
          />
        </>
      )}
    </details>
  );
};
