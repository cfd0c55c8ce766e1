import { useEffect, useState } from "preact/hooks";
import { get, post, remove, type Problem } from "../api";
import type { BookingInput, BookingView, Hold, Service, SlipInfo } from "../api-types";
import { newCommandId } from "../command-id";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { inLanguage, serverLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { KioskFrame } from "./kiosk-frame";
import { useKeyForm, type KeyField } from "./key-form";
import type { Kiosk, Screen } from "./kiosk";
import { kioskWords as words } from "./words";

type DocumentKind = "mykad" | "passport";
type FieldName = "name" | "number" | "country" | "expiresOn";
type Values = Readonly<Record<FieldName, string>>;

const nothing: Values = { name: "", number: "", country: "", expiresOn: "" };

/**
 * Booking on the spot: one person, one document, by the same holds and bookings as everywhere. Services that ask more
 * than that are booked at the desk or on a phone.
 */
export const BookingScreen = ({ kiosk, screen }: { kiosk: Kiosk; screen: Screen & { type: "booking" } }) => {
  const service = catalogue.value?.services.find((row) => row.code === screen.service);
  const [document, setDocument] = useState(onlyDocument(service));
  const when = dayAndTime(screen.startsAtMs);
  const back = (
    <Button wide icon="arrow-left" onClick={() => kiosk.show({ type: "services" })}>
      {words.back()}
    </Button>
  );
  if (!service || !fitsTheKiosk(service))
    return <KioskFrame kiosk={kiosk} info={<PageTitle>{words.bookElsewhere()}</PageTitle>} controls={back} />;
  if (document)
    return (
      <DetailsScreen kiosk={kiosk} service={service} slot={screen.slot} when={when} document={document} />
    );
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <div class="stack tight">
          <PageTitle>{words.bookTitle({ when })}</PageTitle>
          <p class="soft">{inLanguage(service.name)}</p>
        </div>
      }
      controls={
        <div class="stack">
          <Button wide icon="id-card" onClick={() => setDocument("mykad")}>
            {words.myKad()}
          </Button>
          <Button wide icon="globe" onClick={() => setDocument("passport")}>
            {words.passport()}
          </Button>
          {back}
        </div>
      }
    />
  );
};

const fitsTheKiosk = (service: Service): boolean =>
  !service.questions.some((question) => question.required) &&
  service.kinds.some((kind) => kind === "citizen" || kind === "foreigner");

const onlyDocument = (service: Service | undefined): DocumentKind | undefined => {
  const citizen = service?.kinds.includes("citizen");
  const foreigner = service?.kinds.includes("foreigner");
  return citizen && !foreigner ? "mykad" : foreigner && !citizen ? "passport" : undefined;
};

const DetailsScreen = ({
  kiosk,
  service,
  slot,
  when,
  document,
}: {
  kiosk: Kiosk;
  service: Service;
  slot: string;
  when: string;
  document: DocumentKind;
}) => {
  const kind = document === "mykad" ? "citizen" : "foreigner";
  const { hold, taken, keepHold } = useHold(kiosk, { slot, service: service.code, kind, parties: 1 });
  const [values, setValues] = useState(nothing);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [key] = useState(newCommandId);

  const read = kiosk.documentRead.value;
  useEffect(() => {
    if (!read) return;
    const expiresOn = read.expiresOn?.split("-").toReversed().join("") ?? "";
    setValues({ name: read.name, number: read.number, country: read.country, expiresOn });
    kiosk.documentRead.value = undefined;
  }, [read]);

  const form = useKeyForm(
    fieldsOf(document),
    values,
    (name, value) => {
      kiosk.touch();
      setValues({ ...values, [name]: value });
    },
    errorsOf(problem),
    "name",
  );

  const submit = async () => {
    if (!hold || busy) return;
    kiosk.touch();
    setBusy(true);
    const body = bookingOf(hold, kind, document, values);
    const answer = await post<BookingView>("/bookings", body, { as: kiosk.as, key });
    setBusy(false);
    if (kiosk.screen.peek().type !== "booking") return;
    if (!answer.ok) {
      setProblem(answer.error);
      return;
    }
    keepHold();
    const slip = await get<SlipInfo>(`/bookings/${answer.value.id}/slip`, { as: kiosk.as });
    kiosk.show({ type: "booked", booking: answer.value, slip: slip.ok ? slip.value : null });
  };

  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <div class="stack tight">
          <PageTitle>{words.bookTitle({ when })}</PageTitle>
          <p class="soft">{taken ? words.slotTaken() : hold ? words.held() : words.pleaseWait()}</p>
          {problem && (
            <Band tone="warning" alert>
              {refusalText(problem)}
            </Band>
          )}
        </div>
      }
      controls={
        <>
          <div class="key-fields">{form.fields}</div>
          {form.keypad}
          <p class="small soft">{words.consent()}</p>
          <div class="kiosk-pair">
            <Button icon="arrow-left" wide onClick={() => kiosk.show({ type: "services" })}>
              {words.back()}
            </Button>
            {!taken && (
              <Button kind="primary" icon="check" wide busy={busy || !hold} onClick={() => void submit()}>
                {words.confirmBooking()}
              </Button>
            )}
          </div>
        </>
      }
    />
  );
};

/** Takes the place as soon as it is chosen, and gives it back when the person leaves without booking. */
const useHold = (
  kiosk: Kiosk,
  wanted: { slot: string; service: string; kind: string; parties: number },
): { hold: Hold | undefined; taken: boolean; keepHold: () => void } => {
  const [hold, setHold] = useState<Hold>();
  const [taken, setTaken] = useState(false);
  const [own] = useState<{ id: string | undefined; gone: boolean }>({ id: undefined, gone: false });
  useEffect(() => {
    const release = (id: string) => void remove(`/holds/${id}`, { as: kiosk.as });
    void post<Hold>("/holds", wanted, { as: kiosk.as, key: newCommandId() }).then((answer) => {
      if (!answer.ok) setTaken(true);
      else if (own.gone) release(answer.value.holdId);
      else {
        own.id = answer.value.holdId;
        setHold(answer.value);
      }
    });
    return () => {
      own.gone = true;
      if (own.id) release(own.id);
    };
  }, []);
  return {
    hold,
    taken,
    keepHold: () => {
      own.id = undefined;
    },
  };
};

const fieldsOf = (document: DocumentKind): readonly KeyField<FieldName>[] => {
  const name: KeyField<FieldName> = {
    name: "name",
    label: words.fullName(),
    hint: words.fullNameHint(),
    keys: "names",
    lengthMax: 66,
  };
  if (document === "mykad")
    return [
      name,
      {
        name: "number",
        label: words.myKad(),
        hint: words.myKadHint(),
        keys: "digits",
        lengthMax: 12,
        drawn: drawnMyKad,
      },
    ];
  return [
    name,
    { name: "number", label: words.passport(), hint: words.passportHint(), keys: "letters", lengthMax: 15 },
    {
      name: "country",
      label: words.country(),
      hint: words.countryHint(),
      keys: "names",
      lengthMax: 3,
      drawn: drawnCountry,
    },
    {
      name: "expiresOn",
      label: words.expiresOn(),
      hint: words.expiresOnHint(),
      keys: "digits",
      lengthMax: 8,
      drawn: drawnDate,
    },
  ];
};

const drawnMyKad = (value: string) =>
  value.replace(/^(\d{6})(\d{1,2})?(\d*)$/, (_, a, b = "", c = "") => [a, b, c].filter(Boolean).join("-"));
const drawnDate = (value: string) =>
  [value.slice(0, 2), value.slice(2, 4), value.slice(4)].filter(Boolean).join("/");
const drawnCountry = (value: string) => {
  const country = catalogue.value?.countries.find((row) => row.code === value);
  return country ? `${value} · ${inLanguage(country.name)}` : value;
};

const bookingOf = (
  hold: Hold,
  kind: "citizen" | "foreigner",
  document: DocumentKind,
  values: Values,
): BookingInput => {
  const { number, country, expiresOn } = values;
  const identity =
    document === "mykad"
      ? { type: document, number, country: "MYS" }
      : {
          type: document,
          number,
          country,
          expiresOn: [expiresOn.slice(4), expiresOn.slice(2, 4), expiresOn.slice(0, 2)].join("-"),
        };
  return {
    holdId: hold.holdId,
    lang: serverLanguage.peek(),
    kind,
    contact: {},
    parties: [{ document: identity, name: values.name.trim(), relation: "self", answers: {} }],
    consent: true,
  };
};

/** Which field a refused detail belongs to; the sentence is short, the desk knows more. */
const errorsOf = (problem: Problem | undefined): Partial<Record<FieldName, string>> => {
  const errors: Partial<Record<FieldName, string>> = {};
  for (const { path } of problem?.errors ?? []) {
    const last = path.split(".").at(-1);
    if (last === "name" || last === "number" || last === "country" || last === "expiresOn")
      errors[last] = words.checkField();
  }
  return errors;
};

const refusalText = (problem: Problem): string => {
  if (problem.errors.length > 0) return words.checkMarked();
  if (problem.code === "hold_gone" || problem.code === "slot_full") return words.slotTaken();
  if (problem.code === "already_booked") return words.alreadyBooked();
  if (problem.code === "bring_document") return words.bringDocument();
  return `${words.otherRefusal()}. ${words.helpText()}`;
};
