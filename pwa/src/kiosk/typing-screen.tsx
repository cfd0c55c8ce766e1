import { useState } from "preact/hooks";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { KioskFrame } from "./kiosk-frame";
import { useKeyForm } from "./key-form";
import type { Kiosk, Screen } from "./kiosk";
import { kioskWords as words } from "./words";

const referenceLength = 8;
/** Letters that the reference's alphabet lacks, read as the digit they are taken for (Crockford's base32). */
const readAs: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1", U: "V" };

/** Reference and document number, for whoever comes without a code. */
export const TypingScreen = ({ kiosk, screen }: { kiosk: Kiosk; screen: Screen & { type: "typing" } }) => {
  const [tried, setTried] = useState(false);
  const values = { ref: screen.ref.replace("-", ""), documentNumber: screen.documentNumber };
  const errors = tried
    ? {
        ...(values.ref.length === referenceLength
          ? {}
          : { ref: words.referenceShort({ count: values.ref.length }) }),
        ...(values.documentNumber.length > 0 ? {} : { documentNumber: words.documentMissing() }),
      }
    : {};
  const form = useKeyForm(
    [
      {
        name: "ref",
        label: words.reference(),
        hint: words.referenceHint(),
        keys: "letters",
        lengthMax: referenceLength,
        drawn: (value) => (value.length > 4 ? `${value.slice(0, 4)}-${value.slice(4)}` : value),
      },
      {
        name: "documentNumber",
        label: words.documentNumber(),
        hint: words.documentHint(),
        keys: "letters",
        lengthMax: 20,
      },
    ],
    values,
    (name, value) => {
      const read = name === "ref" ? [...value].map((key) => readAs[key] ?? key).join("") : value;
      kiosk.show({ ...screen, ...values, [name]: read });
    },
    errors,
    values.ref.length === referenceLength ? "documentNumber" : "ref",
  );
  const submit = () => {
    setTried(true);
    if (values.ref.length === referenceLength && values.documentNumber !== "")
      kiosk.checkInByReference(`${values.ref.slice(0, 4)}-${values.ref.slice(4)}`, values.documentNumber);
  };
  return (
    <KioskFrame
      kiosk={kiosk}
      info={<PageTitle>{words.typingTitle()}</PageTitle>}
      controls={
        <>
          <div class="key-fields">{form.fields}</div>
          {form.keypad}
          <div class="kiosk-pair">
            <Button icon="arrow-left" wide onClick={() => kiosk.show({ type: "scan", foreignCode: false })}>
              {common.back()}
            </Button>
            <Button kind="primary" icon="check" wide onClick={submit}>
              {words.pageName()}
            </Button>
          </div>
        </>
      }
    />
  );
};
