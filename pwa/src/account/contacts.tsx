import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { Button } from "../ui/button";
import { common } from "../words/common";
import { sharedVisit } from "../words/shared-visit";
import { inLanguage } from "../words/language";
import { toast } from "../ui/toast";
import {
  type Account,
  type CodeSent,
  contactCode,
  type ContactKind,
  proveContact,
  sendContactCode,
} from "./account";
import { CodeForm } from "./code-form";
import { ContactField } from "./contact-field";
import { words } from "./words";

/** Telephone and e-mail of the account: each proven by a code, each changed by another. */
export const Contacts = ({ contacts }: { contacts: NonNullable<Account["contacts"]> }) => (
  <section class="card stack">
    <h2>{words.contacts()}</h2>
    <p class="soft">{words.contactsHint()}</p>
    <ul class="lines">
      <ContactLine kind="sms" masked={contacts.phone?.masked} />
      <ContactLine kind="email" masked={contacts.email?.masked} />
    </ul>
  </section>
);

type Step =
  | { readonly type: "closed" }
  | { readonly type: "asking" }
  | { readonly type: "sent"; readonly to: string; readonly sent: CodeSent };

const ContactLine = ({ kind, masked }: { kind: ContactKind; masked: string | undefined }) => {
  const step = useSignal<Step>({ type: "closed" });
  const now = step.value;
  const close = () => {
    step.value = { type: "closed" };
  };
  const prove = async (to: string, code: string): Promise<Problem | undefined> => {
    const done = await proveContact(kind, to, code);
    if (!done.ok) return done.error;
    toast(words.proven());
    close();
    return undefined;
  };
  const changeWords =
    kind === "sms"
      ? masked
        ? words.changePhone()
        : words.addPhone()
      : masked
        ? words.changeEmail()
        : words.addEmail();
  return (
    <li class="open">
      <div class="row apart">
        <span>
          <span class="strong">{kind === "sms" ? words.phone() : words.email()}</span>
          <span class={masked ? "figures" : "soft"}>{masked ?? words.noContact()}</span>
        </span>
        {now.type === "closed" ? (
          <Button
            onClick={() => {
              step.value = { type: "asking" };
            }}
          >
            {changeWords}
          </Button>
        ) : (
          <Button kind="quiet" icon="x" onClick={close}>
            {common.close()}
          </Button>
        )}
      </div>
      {now.type === "asking" && (
        <>
          {masked && <p class="hint">{words.oldIsTold()}</p>}
          <ContactField
            kind={kind}
            primary
            onSend={(to) => sendContactCode(kind, to)}
            onSent={(to, sent) => {
              step.value = { type: "sent", to, sent };
            }}
          />
        </>
      )}
      {now.type === "sent" && (
        <CodeForm
          kind={kind}
          sent={now.sent}
          told={words.codeSentTo({ to: now.to })}
          doWords={inLanguage(sharedVisit.confirm)}
          onCode={(code) => prove(now.to, code)}
          onResend={() => sendContactCode(kind, now.to)}
          onOther={() => {
            step.value = { type: "asking" };
          }}
          endsAtMs={async () => (await contactCode(kind))?.endsAtMs}
        />
      )}
    </li>
  );
};
