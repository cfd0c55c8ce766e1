import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { post, type Problem } from "../api";
import type { Question, Service } from "../api-types";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { useCommand } from "../use-command";
import { common } from "../words/common";
import { inLanguage, serverLanguage } from "../words/language";
import { askedOf, type DocumentKind, keysOfDate, type Values, visitOf, wrongFields } from "./booking-details";
import { KioskFrame } from "./kiosk-frame";
import { type KeyField, useKeyForm } from "./key-form";
import type { Kiosk } from "./kiosk";
import type { VisitWaits } from "./kiosk-types";
import type { useHold } from "./use-hold";
import { kioskWords as words } from "./words";

/** What has to be typed: name and document (a passport's own lines fill them when scanned), and the service's questions. */
export const DetailsScreen = ({
  kiosk,
  service,
  document,
  title,
  hold: { hold, taken, spent },
  values,
  onValues,
}: {
  kiosk: Kiosk;
  service: Service;
  document: DocumentKind;
  title: ComponentChildren;
  hold: ReturnType<typeof useHold>;
  values: Values;
  onValues: (values: Values) => void;
}) => {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [giveKey, printKey] = [useCommand(), useCommand()];
  const fields = fieldsOf(document, askedOf(service));
  useScannedDocument(kiosk, values, onValues);

  const wrong = wrongFields(problem);
  const form = useKeyForm(
    fields,
    Object.fromEntries(fields.map((field) => [field.name, values[field.name] ?? ""])),
    (name, value) => {
      kiosk.touch();
      setProblem(undefined);
      onValues({ ...values, [name]: value });
    },
    Object.fromEntries(
      fields.filter((field) => wrong.has(field.name)).map((field) => [field.name, words.checkField()]),
    ),
    "name",
  );

  /** The details, then the paper: the place is kept for whoever holds it, and this kiosk lets go of it. */
  const printCode = async () => {
    if (!hold || busy) return;
    kiosk.touch();
    setBusy(true);
    const at = `/holds/${hold.holdId}`;
    const body = visitOf(serverLanguage.peek(), document, askedOf(service), values);
    const given = await post<VisitWaits>(`${at}/visit`, body, { as: kiosk.as, key: giveKey(body) });
    const printed = given.ok
      ? await post<VisitWaits>(`${at}/paper`, {}, { as: kiosk.as, key: printKey(body) })
      : given;
    setBusy(false);
    if (printed.ok) spent();
    if (kiosk.screen.peek().type !== "booking") return;
    if (printed.ok) kiosk.show({ type: "paper", visit: printed.value, service: service.code });
    else setProblem(printed.error);
  };

  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          {title}
          <p class="soft">{taken ? words.slotTaken() : hold ? words.held() : words.pleaseWait()}</p>
          {problem && (
            <Band tone="warning" alert>
              {refusalText(problem)}
            </Band>
          )}
        </>
      }
      controls={
        <>
          <div class="key-fields">{form.fields}</div>
          {form.keypad}
          <p class="small soft">{words.consent()}</p>
          <div class="kiosk-pair">
            <Button icon="arrow-left" wide onClick={() => kiosk.show({ type: "services" })}>
              {common.back()}
            </Button>
            {!taken && (
              <Button
                kind="primary"
                icon="printer"
                wide
                busy={busy || !hold}
                onClick={() => void printCode()}
              >
                {words.printCode()}
              </Button>
            )}
          </div>
        </>
      }
    />
  );
};

/** A passport laid on the scanner fills its four fields at once. */
const useScannedDocument = (kiosk: Kiosk, values: Values, onValues: (values: Values) => void): void => {
  const read = kiosk.documentRead.value;
  useEffect(() => {
    if (!read) return;
    kiosk.documentRead.value = undefined;
    onValues({
      ...values,
      name: read.name,
      "document.number": read.number,
      "document.country": read.country,
      "document.expiresOn": keysOfDate(read.expiresOn),
    });
  }, [read]);
};

const fieldsOf = (document: DocumentKind, questions: readonly Question[]): readonly KeyField<string>[] => [
  { name: "name", label: words.fullName(), hint: words.fullNameHint(), keys: "names", lengthMax: 66 },
  ...(document === "mykad" ? myKadFields() : passportFields()),
  ...questions.filter((question) => question.kind !== "choice").map(questionField),
];

const myKadFields = (): readonly KeyField<string>[] => [
  {
    name: "document.number",
    label: words.myKad(),
    hint: words.myKadHint(),
    keys: "digits",
    lengthMax: 12,
    drawn: (value) => [value.slice(0, 6), value.slice(6, 8), value.slice(8)].filter(Boolean).join("-"),
  },
];

const passportFields = (): readonly KeyField<string>[] => [
  {
    name: "document.number",
    label: words.passport(),
    hint: words.passportHint(),
    keys: "letters",
    lengthMax: 15,
  },
  {
    name: "document.country",
    label: words.country(),
    hint: words.countryHint(),
    keys: "names",
    lengthMax: 3,
    drawn: (value) => {
      const country = catalogue.value?.countries.find((row) => row.code === value);
      return country ? `${value} · ${inLanguage(country.name)}` : value;
    },
  },
  dateField("document.expiresOn", words.expiresOn()),
];

const dateField = (name: string, label: string): KeyField<string> => ({
  name,
  label,
  hint: words.dateHint(),
  keys: "digits",
  lengthMax: 8,
  drawn: (value) => [value.slice(0, 2), value.slice(2, 4), value.slice(4)].filter(Boolean).join("/"),
});

const questionField = ({ id, label, kind, lengthMax }: Question): KeyField<string> =>
  kind === "date"
    ? dateField(`answers.${id}`, inLanguage(label))
    : {
        name: `answers.${id}`,
        label: inLanguage(label),
        hint: "",
        keys: kind === "number" ? "digits" : "text",
        lengthMax: lengthMax ?? 60,
      };

const refusalText = (problem: Problem): string => {
  if (problem.errors.length > 0) return words.checkMarked();
  if (problem.code === "hold_gone" || problem.code === "slot_full") return words.slotTaken();
  if (problem.code === "too_many_codes") return words.bringDocument();
  return `${words.otherRefusal()}. ${words.helpText()}`;
};
