import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { post } from "../api";
import { newCommandId } from "../command-id";
import { StaffHeader } from "../counter/staff-header";
import { isStale, listen, type Live } from "../live";
import { loadCatalogue } from "../node";
import { SignedIn } from "../staff/signed-in";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { later } from "../ui/later";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import { Counters } from "./counters";
import { DoNow } from "./do-now";
import type { Hall, Wish } from "./hall-types";
import { Queues } from "./queues";
import { Side } from "./side";
import { disruptionName, words } from "./words";

const WishDialog = later(async () => (await import("./wish-dialog")).WishDialog);

/** `/hall`: a supervisor sees the hall on one page, and what to do next. */
const HallPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["supervisor", "branch_admin"]}>
      {(staff) => (
        <div class="staff hall">
          <StaffHeader title={words.pageName()} detail={staff.name} />
          <Watched />
        </div>
      )}
    </SignedIn>
  );
};

export default HallPage;

const Watched = () => {
  const hall = useSignal<Hall | null | undefined>(undefined);
  const [live, setLive] = useState<Live>();
  const [wish, setWish] = useState<Wish>();
  useEffect(() => {
    const line = listen(["hall"], (_topic, data) => void (hall.value = data as Hall | null), { as: "staff" });
    setLive(line);
    return line.close;
  }, []);
  const now = hall.value;
  if (!now) return <Loading />;
  const stale = live !== undefined && isStale(live, nowMs.value);
  const order = stale ? undefined : setWish;
  return (
    <main id="content" class="hall-main">
      <div class="hall-head">
        <PageTitle>{words.pageName()}</PageTitle>
        <span class="small quiet">{words.updated({ time: clockTime(now.now) })}</span>
        {order && (
          <div class="row">
            <Button icon="volume-2" onClick={() => order({ type: "announce" })}>
              {words.announce()}
            </Button>
            {now.disruption === null && (
              <Button icon="triangle-alert" onClick={() => order({ type: "disrupt" })}>
                {words.disrupt()}
              </Button>
            )}
            {now.pause === null && (
              <Button
                icon="pause"
                onClick={() => order({ type: "intake", group: null, to: "paused", seen: null })}
              >
                {words.pauseAll()}
              </Button>
            )}
          </div>
        )}
      </div>
      {stale && (
        <Band tone="warning" alert>
          {words.stale({ count: Math.round((nowMs.value - live.heardAtMs.value) / 1_000) })}
        </Band>
      )}
      {now.disruption && <Disrupted disruption={now.disruption} mayEnd={!stale} />}
      {now.pause && (
        <Band tone="warning" icon="pause">
          <div class="row apart">
            <span>{words.pausedAll({ by: now.pause.by, time: clockTime(now.pause.atMs) })}</span>
            {order && (
              <Button
                icon="play"
                onClick={() => order({ type: "intake", group: null, to: "open", seen: now.pause!.id })}
              >
                {words.resume()}
              </Button>
            )}
          </div>
        </Band>
      )}
      {now.announcement && <Shown announcement={now.announcement} mayEnd={!stale} />}
      <div class="hall-columns">
        <div class="hall-column">
          <DoNow hall={now} onWish={order} />
          <Queues hall={now} onWish={order} />
          <Counters hall={now} onWish={order} />
        </div>
        <Side hall={now} />
      </div>
      {wish && <WishDialog hall={now} wish={wish} onClose={() => setWish(undefined)} />}
    </main>
  );
};

const Disrupted = ({
  disruption: { id, what, by, atMs, untilMs, offered },
  mayEnd,
}: {
  disruption: NonNullable<Hall["disruption"]>;
  mayEnd: boolean;
}) => (
  <Band tone="danger" icon="triangle-alert">
    <div class="row apart">
      <span>
        <b>{disruptionName[what]()}</b>{" "}
        {words.disrupted({ by, time: clockTime(atMs), until: clockTime(untilMs ?? 0) })}{" "}
        {words.offered({ count: offered })}
      </span>
      {mayEnd && (
        <Button onClick={() => void post(`/hall/events/${id}/end`, {}, { as: "staff", key: newCommandId() })}>
          {words.isOver()}
        </Button>
      )}
    </div>
  </Band>
);

const Shown = ({
  announcement: { id, text, untilMs },
  mayEnd,
}: {
  announcement: NonNullable<Hall["announcement"]>;
  mayEnd: boolean;
}) => (
  <Band icon="volume-2">
    <div class="row apart">
      <span>{words.nowShown({ time: clockTime(untilMs ?? 0), text: inLanguage(text) })}</span>
      {mayEnd && (
        <Button onClick={() => void post(`/hall/events/${id}/end`, {}, { as: "staff", key: newCommandId() })}>
          {words.takeDown()}
        </Button>
      )}
    </div>
  </Band>
);
