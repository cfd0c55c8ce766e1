import type { BookingView, SlipInfo } from "../api-types";
import { catalogue } from "../node";
import { shownRef } from "../slips";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { Qr } from "../ui/qr";
import { Ticket } from "../ui/ticket";
import { inLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import { kioskWords as words } from "./words";

/** An appointment made on the spot: its code to photograph, and its reference to write down. */
export const BookedScreen = ({
  kiosk,
  booking,
  slip,
}: {
  kiosk: Kiosk;
  booking: BookingView;
  slip: SlipInfo | null;
}) => {
  const service = catalogue.value?.services.find((row) => row.code === booking.service);
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <Heading sign={<Icon name="check" />} tone="success" detail={words.bookedDetail()}>
            <PageTitle>{words.booked()}</PageTitle>
          </Heading>
          <Ticket
            class="kiosk-ticket"
            stub={
              <div class="stack tight">
                <strong>{dayAndTime(booking.startsAtMs)}</strong>
                <span class="soft">{service ? inLanguage(service.name) : booking.service}</span>
              </div>
            }
          >
            <div class="kiosk-number">
              {slip && <Qr svg={slip.qrSvg} label={words.slipCode()} />}
              <span class="figures kiosk-reference">{shownRef(booking.ref)}</span>
            </div>
          </Ticket>
        </>
      }
      controls={
        <Button kind="primary" wide onClick={kiosk.empty}>
          {words.done()}
        </Button>
      }
    />
  );
};
