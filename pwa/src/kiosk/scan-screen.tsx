import { useEffect, useRef, useState } from "preact/hooks";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { startCamera } from "./camera";
import { KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import { scanOf } from "./scan-kind";
import { kioskWords as words } from "./words";

/** "Show your slip's code": the camera's window, the scanner below, and the two other ways. */
export const ScanScreen = ({ kiosk, foreignCode }: { kiosk: Kiosk; foreignCode: boolean }) => {
  const video = useRef<HTMLVideoElement>(null);
  const [cameraWorks, setCameraWorks] = useState(true);
  useEffect(() => {
    if (!video.current) return undefined;
    return startCamera(video.current, {
      onCode: (text) => {
        const scan = scanOf([text]);
        if (!scan || scan === "more" || scan.type !== "slip") {
          const now = kiosk.screen.peek();
          if (now.type === "scan" && !now.foreignCode) kiosk.show({ type: "scan", foreignCode: true });
          return false;
        }
        kiosk.checkInBySlip(scan.slip);
        return true;
      },
      onTrouble: () => setCameraWorks(false),
    });
  }, []);
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <div class="stack tight">
            <PageTitle>{words.scanTitle()}</PageTitle>
            <p class="soft">{cameraWorks ? words.scanHint() : words.noCamera()}</p>
          </div>
          <div class={cameraWorks ? "kiosk-camera" : "kiosk-camera off"}>
            <video ref={video} muted playsInline aria-label={words.cameraView()} />
            {!cameraWorks && <Icon name="qr-code" />}
          </div>
          {foreignCode && (
            <Band tone="warning" alert>
              {words.notOurCode()}
            </Band>
          )}
          <p class="kiosk-pointer strong">
            <Icon name="arrow-down" />
            {words.scannerBelow()}
          </p>
        </>
      }
      controls={
        <div class="kiosk-pair">
          <Button
            icon="keyboard"
            wide
            onClick={() => kiosk.show({ type: "typing", ref: "", documentNumber: "" })}
          >
            {words.typeReference()}
          </Button>
          <Button icon="ticket" wide onClick={() => kiosk.show({ type: "services" })}>
            {words.noAppointment()}
          </Button>
        </div>
      }
    />
  );
};
