import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, type Problem } from "../api";
import type { BookingView, Question, Service, SlipInfo } from "../api-types";
import { newCommandId } from "../command-id";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { common } from "../words/common";
import { inLanguage, serverLanguage } from "../words/language";
import {
  askedOf,
  bookingOf,
  type DocumentKind,
  keysOfDate,
  type Values,
  wrongFields,
} from "./booking-details";
import { KioskFrame } from "./kiosk-frame";
import { type KeyField, useKeyForm } from "./key-form";
import type { Kiosk } from "./kiosk";
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
  const commandFor = useCommand();
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

  const confirm = async () => {
    if (!hold || busy) return;
    kiosk.touch();
    setBusy(true);
    const body = bookingOf(hold, serverLanguage.peek(), document, askedOf(service), values);
    const answer = await post<BookingView>("/bookings", body, { as: kiosk.as, key: commandFor(body) });
    setBusy(false);
    if (answer.ok) spent();
    if (kiosk.screen.peek().type !== "booking") return;
    if (!answer.ok) {
      setProblem(answer.error);
      return;
    }
    const slip = await get<SlipInfo>(`/bookings/${answer.value.id}/slip`, { as: kiosk.as });
    kiosk.show({ type: "booked", booking: answer.value, slip: slip.ok ? slip.value : null });
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
              <Button kind="primary" icon="check" wide busy={busy || !hold} onClick={() => void confirm()}>
                {words.confirmBooking()}
              </Button>
            )}
          </div>
        </>
      }
    />
  );
};

/** The same details pressed again after a lost line are the same command; mended details are another. */
const useCommand = (): ((body: object) => string) => {
  const last = useRef({ body: "", key: "" });
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.body) last.current = { body: text, key: newCommandId() };
    return last.current.key;
  };
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
  if (problem.code === "already_booked") return words.alreadyBooked();
  if (problem.code === "bring_document") return words.bringDocument();
  return `${words.otherRefusal()}. ${words.helpText()}`;
};
