import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isLineTrouble } from "../api";
import { loadCatalogue } from "../node";
import type { Page } from "../pages";
import { place } from "../router";
import { isLive, loadBookings, type SavedSlip, slips } from "../slips";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { span } from "../words/when";
import { FindForm } from "./find-form";
import { SlipCard } from "./slip-card";
import { words } from "./words";

/** `/my`: the bookings on this phone by date, the next one large; and the way to find another. */
const MyPage: Page = () => {
  const offline = useSignal(false);
  useEffect(() => {
    void loadCatalogue();
    void loadBookings().then((refused) => {
      offline.value = refused !== undefined && isLineTrouble(refused);
    });
  }, []);
  const rows = Object.values(slips.value).toSorted((a, b) => a.booking.startsAtMs - b.booking.startsAtMs);
  const coming = rows.filter((row) => isLive(row.booking) || row.booking.offer);
  const past = rows.filter((row) => !coming.includes(row)).toReversed();
  const [next, ...later] = coming;
  const finding = place.value.query.has("ref");
  return (
    <Frame>
      <PageTitle>{words.title()}</PageTitle>
      {finding && <FindForm />}
      {offline.value && rows.length > 0 && <Band icon="wifi-off">{words.saved({ age: oldest(rows) })}</Band>}
      {next ? (
        <SlipCard row={next} large />
      ) : (
        <>
          <p>{words.none()}</p>
          <div>
            <Button kind="primary" icon="calendar-plus" href="/book">
              {words.book()}
            </Button>
          </div>
        </>
      )}
      {later.length > 0 && (
        <section class="stack tight">
          <h2>{words.coming()}</h2>
          {later.map((row) => (
            <SlipCard key={row.booking.id} row={row} />
          ))}
        </section>
      )}
      {!finding && <FindForm />}
      <div>
        <Button kind="quiet" icon="user" href="/account">
          {words.signIn()}
        </Button>
      </div>
      {past.length > 0 && (
        <details class="disclosure">
          <summary>
            <Icon name="chevron-down" /> {words.past()} ({past.length})
          </summary>
          <div class="stack tight">
            {past.map((row) => (
              <SlipCard key={row.booking.id} row={row} />
            ))}
          </div>
        </details>
      )}
    </Frame>
  );
};

const oldest = (rows: readonly SavedSlip[]): string =>
  span(currentMs() - Math.min(...rows.map((row) => row.savedAtMs)));

export default MyPage;
