import { useEffect, useRef, useState } from "preact/hooks";
import { startCamera } from "../kiosk/camera";
import { scanOf } from "../kiosk/scan-kind";
import { useWedge } from "../kiosk/use-wedge";
import { Band } from "../ui/band";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { doorWords as words } from "./words";

/** The camera on whatever is held before the tablet, until it is a slip. */
export const Scanner = ({ onSlip }: { onSlip: (slip: string) => void }) => {
  const video = useRef<HTMLVideoElement>(null);
  const [cameraWorks, setCameraWorks] = useState(true);
  const [foreign, setForeign] = useState(false);
  useEffect(() => {
    if (!video.current) return undefined;
    const onCode = (text: string) => {
      const scan = scanOf([text]);
      if (scan === undefined || scan === "more" || scan.type !== "slip") {
        setForeign(true);
        return false;
      }
      onSlip(scan.slip);
      return true;
    };
    return startCamera(video.current, { onCode, onTrouble: () => setCameraWorks(false) }, "environment");
  }, []);
  return (
    <>
      <PageTitle key="scan">{words.scanTitle()}</PageTitle>
      <p class="soft">{cameraWorks ? words.scanHint() : words.cameraOff()}</p>
      <div class={cameraWorks ? "door-camera" : "door-camera off"}>
        <video ref={video} muted playsInline aria-label={words.scanTitle()} />
        {!cameraWorks && <Icon name="qr-code" />}
      </div>
      {foreign && (
        <Band tone="warning" alert>
          {words.notASlip()}
        </Band>
      )}
    </>
  );
};

/** A scanner that types counts on every screen of the door. Nothing is drawn. */
export const WedgeScanner = ({ onSlip }: { onSlip: (slip: string) => void }) => {
  useWedge((heard) => {
    if (heard.type === "scan" && heard.scan.type === "slip") onSlip(heard.scan.slip);
  });
  return null;
};
