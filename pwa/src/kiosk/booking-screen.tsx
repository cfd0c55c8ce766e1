import { useState } from "preact/hooks";
import type { Service } from "../api-types";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { type DocumentKind, askedOf, documentsFor, kindOf, type Values } from "./booking-details";
import { DetailsScreen } from "./details-screen";
import { KioskFrame } from "./kiosk-frame";
import type { Kiosk, Screen } from "./kiosk";
import { useHold } from "./use-hold";
import { kioskWords as words } from "./words";

type BookingStep = Screen & { readonly type: "booking" };

/**
 * Booking on the spot: one person, one document, by the same holds as everywhere. Which document, then the service's own choices
 * one by one, then what has to be typed; a paper with a code, and a counter where an officer sees the document. Employers and the rarer kinds book at the desk.
 */
export const BookingScreen = ({ kiosk, screen }: { kiosk: Kiosk; screen: BookingStep }) => {
  const service = catalogue.value?.services.find((row) => row.code === screen.service);
  const documents = service ? documentsFor(service) : [];
  const [document, setDocument] = useState<DocumentKind | undefined>(
    documents.length === 1 ? documents[0] : undefined,
  );
  if (!service || documents.length === 0)
    return (
      <KioskFrame
        kiosk={kiosk}
        info={<PageTitle>{words.bookElsewhere()}</PageTitle>}
        controls={<Leave kiosk={kiosk} />}
      />
    );
  if (document) return <PersonScreens kiosk={kiosk} screen={screen} service={service} document={document} />;
  return (
    <KioskFrame
      kiosk={kiosk}
      info={<BookingHead screen={screen} service={service} />}
      controls={
        <div class="stack">
          <Button wide icon="id-card" onClick={() => setDocument("mykad")}>
            {words.myKad()}
          </Button>
          <Button wide icon="globe" onClick={() => setDocument("passport")}>
            {words.passport()}
          </Button>
          <Leave kiosk={kiosk} />
        </div>
      }
    />
  );
};

/** From here on the place is held. */
const PersonScreens = ({
  kiosk,
  screen,
  service,
  document,
}: {
  kiosk: Kiosk;
  screen: BookingStep;
  service: Service;
  document: DocumentKind;
}) => {
  const hold = useHold(kiosk, {
    slot: screen.slot,
    service: service.code,
    kind: kindOf(document),
    parties: 1,
  });
  const [values, setValues] = useState<Values>({});
  const open = askedOf(service).find(
    (row) => row.kind === "choice" && values[`answers.${row.id}`] === undefined,
  );
  if (!open)
    return (
      <DetailsScreen
        kiosk={kiosk}
        service={service}
        document={document}
        title={<BookingHead screen={screen} service={service} />}
        hold={hold}
        values={values}
        onValues={setValues}
      />
    );
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <div class="stack tight">
          <PageTitle key={open.id}>{inLanguage(open.label)}</PageTitle>
          <p class="soft">{hold.taken ? words.slotTaken() : words.held()}</p>
        </div>
      }
      controls={
        <div class="stack">
          <div class="kiosk-choices">
            {(open.options ?? []).map((option) => (
              <button
                key={option.id}
                type="button"
                class="button kiosk-choice"
                onClick={() => {
                  kiosk.touch();
                  setValues({ ...values, [`answers.${open.id}`]: option.id });
                }}
              >
                <span class="grow">{inLanguage(option.label)}</span>
              </button>
            ))}
          </div>
          <Leave kiosk={kiosk} />
        </div>
      }
    />
  );
};

const BookingHead = ({ screen, service }: { screen: BookingStep; service: Service }) => (
  <div class="stack tight">
    <PageTitle>{words.bookTitle({ when: dayAndTime(screen.startsAtMs) })}</PageTitle>
    <p class="soft">{inLanguage(service.name)}</p>
  </div>
);

const Leave = ({ kiosk }: { kiosk: Kiosk }) => (
  <Button wide icon="arrow-left" onClick={() => kiosk.show({ type: "services" })}>
    {common.back()}
  </Button>
);
