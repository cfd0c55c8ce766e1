import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { listen } from "../live";
import { loadCatalogue, loadNode } from "../node";
import { Enrolled } from "../staff/enrolled";
import { PageTitle } from "../ui/page-title";
import { nowMs } from "../ui/now";
import { BookingScreen } from "./booking-screen";
import { ConfirmDialog } from "./confirm-dialog";
import { readDocument } from "./document-read";
import { ElsewhereScreen } from "./elsewhere-screen";
import { IdleScreen } from "./idle-screen";
import { createKiosk, type Kiosk } from "./kiosk";
import { KioskFrame } from "./kiosk-frame";
import { MovementsScreen, OwnRefusedScreen, OwnScreen, ProofScreen } from "./own-screens";
import { PaperScreen } from "./paper-screen";
import { RefusedScreen } from "./refused-screen";
import { ResultScreen } from "./result-screen";
import { ScanScreen } from "./scan-screen";
import { typedKey } from "./typed-keys";
import { TypingScreen } from "./typing-screen";
import { useWedge } from "./use-wedge";
import { LaneScreen, ServicesScreen } from "./walk-in-screens";
import { wipeLeft } from "./wipe-clock";
import { kioskWords as words } from "./words";

/** How often the kiosk asks for hall and printer. */
const hallMs = 15_000;

/** `/kiosk`: the page of one kiosk in the hall. */
const KioskPage = () => (
  <Enrolled kind="kiosk">
    <RunningKiosk />
  </Enrolled>
);

const RunningKiosk = () => {
  const [kiosk] = useState(createKiosk);
  useWedge((heard) => {
    kiosk.touch();
    if (heard.type === "typed") typedKey(heard.key);
    else if (heard.type === "scan") {
      if (heard.scan.type === "mrz") kiosk.wedgeReads.value = true;
      kiosk.scanned(heard.scan, readDocument);
    } else if (kiosk.screen.peek().type === "scan") kiosk.show({ type: "scan", foreignCode: true });
  });
  // Before the first touch can arrive: a later moment would wipe what that touch began.
  useLayoutEffect(kiosk.empty, [kiosk]);
  useEffect(() => {
    const refresh = () => void Promise.all([loadNode(), loadCatalogue(), kiosk.refreshHall()]);
    refresh();
    const timer = setInterval(refresh, hallMs);
    addEventListener("pointerdown", kiosk.touch);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", kiosk.touch);
    };
  }, [kiosk]);
  const hasReader = kiosk.hall.value?.readers === true;
  useEffect(() => {
    if (!hasReader) return undefined;
    let known: string | undefined;
    const live = listen(
      ["reads"],
      (_topic, data) => {
        const read = data as { readonly id: string; readonly lines: readonly string[] } | null;
        // Each reconnect tells the last read again.
        if (read && read.id !== known) kiosk.readHere(read.lines, readDocument);
        known = read?.id ?? known;
      },
      { as: kiosk.as },
    );
    return () => live.close();
  }, [kiosk, hasReader]);
  return (
    <>
      <Wiper kiosk={kiosk} />
      <CurrentScreen kiosk={kiosk} />
      <ConfirmDialog kiosk={kiosk} />
    </>
  );
};

export default KioskPage;

/** Empties the kiosk when the time is over. Draws nothing; looks once a second. */
const Wiper = ({ kiosk }: { kiosk: Kiosk }) => {
  const idle = kiosk.screen.value.type === "idle";
  const over = !idle && wipeLeft(kiosk.wipe.value, nowMs.value).stage === "over";
  useEffect(() => {
    if (over) kiosk.empty();
  }, [over]);
  return null;
};

const CurrentScreen = ({ kiosk }: { kiosk: Kiosk }) => {
  const screen = kiosk.screen.value;
  switch (screen.type) {
    case "idle":
      return <IdleScreen kiosk={kiosk} />;
    case "scan":
      return <ScanScreen kiosk={kiosk} foreignCode={screen.foreignCode} />;
    case "typing":
      return <TypingScreen kiosk={kiosk} screen={screen} />;
    case "services":
      return <ServicesScreen kiosk={kiosk} />;
    case "lane":
      return <LaneScreen kiosk={kiosk} service={screen.service} />;
    case "waiting":
      return <KioskFrame kiosk={kiosk} info={<PageTitle>{words.pleaseWait()}</PageTitle>} controls={null} />;
    case "refused":
      return <RefusedScreen kiosk={kiosk} problem={screen.problem} again={screen.again} />;
    case "booking":
      return <BookingScreen kiosk={kiosk} screen={screen} />;
    case "own":
      return <OwnScreen kiosk={kiosk} />;
    case "movements":
      return <MovementsScreen kiosk={kiosk} screen={screen} />;
    case "proof":
      return <ProofScreen kiosk={kiosk} screen={screen} />;
    case "ownRefused":
      return <OwnRefusedScreen kiosk={kiosk} problem={screen.problem} again={screen.again} />;
    case "paper":
      return <PaperScreen kiosk={kiosk} visit={screen.visit} service={screen.service} />;
    case "answer": {
      const { answer } = screen;
      if (answer.type === "ticket")
        return <ResultScreen kiosk={kiosk} ticket={answer.ticket} outcome={undefined} />;
      if ("ticket" in answer) return <ResultScreen kiosk={kiosk} ticket={answer.ticket} outcome={answer} />;
      return <ElsewhereScreen kiosk={kiosk} answer={answer} />;
    }
  }
};
