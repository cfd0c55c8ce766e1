import { useEffect, useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { EnrolScreen } from "../device/enrol-screen";
import { deviceState, letIn, watchDevice } from "../device/watch";
import { loadCatalogue, loadNode } from "../node";
import { loadStaff, signOut, staffState } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { staffWords } from "../staff/words";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { later } from "../ui/later";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { clockTime } from "../words/when";
import { closeList, scanSlip, watchDoor } from "./door";
import { checking, kept, reach, verdict } from "./state";
import type { Holder } from "./kept-list";
import { Scanner, WedgeScanner } from "./scanner";
import { TypeReference } from "./type-reference";
import { unsentCount } from "./unsent";
import { Unsent, Unsettled } from "./untold";
import { VerdictCard } from "./verdict";
import { doorWords as words } from "./words";

const OpenWithKey = later(async () => (await import("./open-with-key")).OpenWithKey);

const roles = ["officer", "supervisor", "branch_admin"] as const;
/** How often somebody unknown is asked for again, while the branch does not answer. */
const askEveryMs = 5_000;

/** Who is signed in, as far as the list goes. */
const signedIn = (): Holder | undefined => {
  const state = staffState.peek();
  if (state.type !== "open" || !(roles as readonly string[]).includes(state.staff.role)) return undefined;
  return { staff: state.staff.id, name: state.staff.name, endsMs: state.session.endsAtMs };
};

/** `/door`: an officer's tablet at the door. It goes on when the branch's own network is gone. */
const DoorPage = () => {
  const device = deviceState.value;
  const isOut = device === "none" || device === "shutOut";
  const staff = staffState.value;
  useEffect(() => watchDevice("tablet"), []);
  useEffect(() => watchDoor(signedIn), []);
  useEffect(() => {
    void loadNode();
    void loadCatalogue();
    const ask = async () => {
      if (staffState.peek().type !== "unknown") return;
      await loadStaff();
      if (staffState.peek().type === "unknown") reach.value = "gone";
    };
    void ask();
    const timer = setInterval(() => void ask(), askEveryMs);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (staff.type === "none" || isOut) void closeList();
  }, [staff.type, isOut]);
  useEffect(() => {
    const now = verdict.peek();
    if (staff.type === "open" && now?.type === "sign_in") void scanSlip(now.slip, staff.staff.id);
  }, [staff.type]);

  if (isOut)
    return (
      <>
        <section class="door-above" aria-label={words.state()}>
          <Unsent isShutOut />
        </section>
        <EnrolScreen kind="tablet" shutOut={device === "shutOut"} onEnrolled={() => letIn("tablet")} />
      </>
    );
  if (staff.type === "unknown") return <Unknown />;
  return (
    <>
      {staff.type === "none" && (
        <section class="door-above" aria-label={words.state()}>
          <Unsent />
        </section>
      )}
      <SignedIn title={words.title()} roles={roles}>
        {({ id, name }) => <Door officer={id} name={name} />}
      </SignedIn>
    </>
  );
};

export default DoorPage;

/** The branch does not say who is signed in: the list says whose it is, and is enough to go on. */
const Unknown = () => {
  const now = kept.value;
  if (now?.type === "open") return <Door officer={now.holder.staff} name={now.holder.name} />;
  if (now === undefined || reach.value !== "gone") return <Loading />;
  return (
    <div class="staff">
      <StaffHeader title={words.title()} detail={words.gone()} />
      <main id="content" class="main stack">
        {now.type === "closed" ? (
          <>
            <PageTitle>{words.closed()}</PageTitle>
            <OpenWithKey name={now.holder.name} of={now.of} />
          </>
        ) : (
          <>
            <PageTitle>{words.signInNeedsNetwork()}</PageTitle>
            <Band icon="wifi-off">{words.signInNeedsNetworkNext()}</Band>
          </>
        )}
        <Unsent />
      </main>
    </div>
  );
};

const Door = ({ officer, name }: { officer: string; name: string }) => {
  const [isTyping, setTyping] = useState(false);
  const now = verdict.value;
  const scan = (slip: string) => void scanSlip(slip, officer);
  const next = () => {
    verdict.value = undefined;
    setTyping(false);
  };
  return (
    <div class="staff door">
      <StaffHeader title={words.title()} detail={name} />
      <main id="content" class="door-main">
        <div class="door-work stack">
          {checking.value && <PageTitle key="checking">{words.checking()}</PageTitle>}
          {!checking.value && now && (
            <>
              <VerdictCard key={now.type} verdict={now} />
              <Button kind="primary" icon="qr-code" wide onClick={next}>
                {words.scanNext()}
              </Button>
            </>
          )}
          {!checking.value &&
            !now &&
            (isTyping ? <TypeReference onBack={next} /> : <Scanner onSlip={scan} />)}
          <WedgeScanner onSlip={scan} />
          {!checking.value && !now && !isTyping && (
            <Button icon="keyboard" wide onClick={() => setTyping(true)}>
              {words.type()}
            </Button>
          )}
        </div>
        <aside class="door-aside stack">
          <TabletState />
          <Unsent />
          <Unsettled />
          <div>
            <Button kind="quiet" icon="log-out" onClick={() => void signOut()}>
              {staffWords.signOut()}
            </Button>
          </div>
        </aside>
      </main>
    </div>
  );
};

/** Whether the branch answers, how old the list is, and what waits: always there. */
const TabletState = () => {
  const now = kept.value;
  const isGone = reach.value === "gone";
  return (
    <section class="card stack tight" aria-live="polite">
      <h2>{words.state()}</h2>
      <div class="row">
        {isGone ? (
          <Tag tone="warning" icon="wifi-off">
            {words.gone()}
          </Tag>
        ) : (
          <Tag tone="success" icon="circle-check">
            {words.there()}
          </Tag>
        )}
        <Tag tone={unsentCount.value > 0 ? "warning" : "neutral"} icon="hourglass">
          {words.unsent({ count: unsentCount.value })}
        </Tag>
      </div>
      {isGone && now?.type === "open" && <p>{words.goneNext()}</p>}
      {now?.type === "closed" ? (
        <OpenWithKey name={now.holder.name} of={now.of} />
      ) : (
        <p class="small quiet">
          {now?.type === "open"
            ? words.listAge({ count: now.list.bookings.length, time: clockTime(now.list.atMs) })
            : words.noListYet()}
        </p>
      )}
    </section>
  );
};
