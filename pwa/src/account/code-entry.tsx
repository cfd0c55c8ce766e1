import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { nowMs } from "../ui/now";
import { minutesAndSeconds } from "../words/when";
import { codeWords } from "./code-words";

/** A code has eight digits; people and messages put spaces and hyphens between them. */
const digitsIn = (text: string): string => text.normalize("NFKC").replace(/[^0-9]/g, "");
const codeDigits = 8;

/** One field for eight digits and the button that has them checked, with what else can be done beside it. */
export const CodeEntry = ({
  id,
  hint,
  doWords,
  outlined,
  byItself,
  onCode,
  children,
}: {
  id?: string;
  hint: ComponentChildren;
  doWords: string;
  /** Something else on the screen is the one filled button. */
  outlined?: boolean;
  /** Checked as soon as the eighth digit stands: a pasted or filled-in code needs no press. */
  byItself?: boolean;
  /** True: it was right, or may still be; false empties the field. */
  onCode: (code: string) => Promise<boolean>;
  children?: ComponentChildren;
}) => {
  const code = useSignal("");
  const error = useSignal<string | undefined>(undefined);
  const sending = useSignal(false);
  const give = async () => {
    const digits = digitsIn(code.value);
    error.value = digits.length === codeDigits ? undefined : codeWords.codeShort({ count: digits.length });
    if (error.value !== undefined || sending.value) return;
    sending.value = true;
    const keep = await onCode(digits);
    sending.value = false;
    if (!keep) code.value = "";
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <TextField
        {...(id === undefined ? {} : { id })}
        label={codeWords.code()}
        hint={hint}
        error={error.value}
        inputMode="numeric"
        autoComplete="one-time-code"
        lengthMax={20}
        mono
        value={code.value}
        onValue={(value) => {
          code.value = value;
          error.value = undefined;
          if (byItself && digitsIn(value).length === codeDigits) void give();
        }}
      />
      <div class="row">
        <Button type="submit" icon="check" kind={outlined ? "outline" : "primary"} busy={sending.value}>
          {doWords}
        </Button>
        {children}
      </div>
    </form>
  );
};

/** Another message to the same contact, once it may be sent. */
export const Resend = ({ atMs, onResend }: { atMs: number; onResend: () => void }) => {
  const leftMs = atMs - nowMs.value;
  if (leftMs > 0)
    return <span class="small soft">{codeWords.resendIn({ left: minutesAndSeconds(leftMs) })}</span>;
  return (
    <Button icon="refresh-cw" onClick={onResend}>
      {codeWords.resend()}
    </Button>
  );
};
