import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { post } from "../api";
import { newCommandId } from "../command-id";
import { HqLineForStaff } from "../line/hq-tag";
import { listen } from "../live";
import { catalogue } from "../node";
import { Masthead } from "../ui/frame";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { common } from "../words/common";
import { inLanguage, language, languages } from "../words/language";
import type { Kiosk } from "./kiosk";
import { kioskWords as words } from "./words";
import { wipeLeft, wipeMs } from "./wipe-clock";

/**
 * What every screen but the first shares: who we are above, what is said in the middle, what can be pressed below.
 * In the low mode everything that can be pressed stands in the lowest two fifths (y ≥ 1152 of 1920).
 */
export const KioskFrame = ({
  kiosk,
  info,
  controls,
}: {
  kiosk: Kiosk;
  info: ComponentChildren;
  controls: ComponentChildren;
}) => {
  const low = kiosk.low.value;
  return (
    <div class={low ? "kiosk low" : "kiosk"}>
      <div class="kiosk-top">
        <header>
          <Masthead />
          <div class="kiosk-head">
            <BranchName />
            {!low && <LanguageButton kiosk={kiosk} />}
          </div>
        </header>
        <main class="kiosk-info" id="content">
          {info}
        </main>
      </div>
      <section class="kiosk-bottom" aria-label={words.controls()}>
        <div class="kiosk-controls">{controls}</div>
        <footer class="kiosk-foot">
          <div class="kiosk-foot-row">
            <Button
              icon="accessibility"
              wide
              onClick={() => {
                kiosk.low.value = !low;
              }}
            >
              {low ? words.raiseButtons() : words.lowButtons()}
            </Button>
            <Button
              icon="hand-helping"
              wide
              onClick={() => {
                kiosk.helping.value = true;
              }}
            >
              {words.help()}
            </Button>
            {low && <LanguageButton kiosk={kiosk} />}
          </div>
          <WipeClockLine kiosk={kiosk} />
        </footer>
      </section>
      <HelpDialog kiosk={kiosk} />
    </div>
  );
};

export const BranchName = () => {
  const branch = catalogue.value?.branches.find((row) => row.code === catalogue.value?.branchId);
  return (
    <div class="row kiosk-brand">
      <img class="logo" src="/logo.svg" alt="" width="72" height="72" />
      <div>
        <span class="brand-name">{words.pageName()}</span>
        <span class="small quiet">{branch ? inLanguage(branch.name) : common.productName()}</span>
      </div>
    </div>
  );
};

/** Says the language in use; a touch leads back to the choice of languages. */
const LanguageButton = ({ kiosk }: { kiosk: Kiosk }) => (
  <Button icon="languages" onClick={() => kiosk.show({ type: "idle" })}>
    {languages.find((row) => row.code === language.value)?.name}
  </Button>
);

/** The time this screen still belongs to the person; from twelve seconds on it asks, and one touch gives it all again. */
const WipeClockLine = ({ kiosk }: { kiosk: Kiosk }) => {
  const { seconds, stage } = wipeLeft(kiosk.wipe.value, nowMs.value);
  if (stage === "warning")
    return (
      <div class="kiosk-wipe">
        <div>
          <div class="strong" role="alert">
            {words.stillHere()}
          </div>
          <div class="figures-line">{words.wipesIn({ count: seconds })}</div>
        </div>
        <Button icon="timer" onClick={kiosk.touch}>
          {words.moreTime()}
        </Button>
      </div>
    );
  return (
    <div class="kiosk-wipe">
      <svg viewBox={`0 0 ${wipeMs / 1_000} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width={wipeMs / 1_000} height="1" />
        <rect class="left" width={seconds} height="1" />
      </svg>
      <span class="figures-line">{words.wipesIn({ count: seconds })}</span>
    </div>
  );
};

/** Rings for a person when it opens, and says when somebody is on the way. The desk is named in any case. */
const HelpDialog = ({ kiosk }: { kiosk: Kiosk }) => {
  const isOpen = kiosk.helping.value;
  const bell = useSignal<"silent" | "ringing" | "coming">("silent");
  useEffect(() => {
    if (!isOpen) return;
    bell.value = "silent";
    void post("/bell", {}, { as: kiosk.as, key: newCommandId() });
    const line = listen(
      ["bell"],
      (_topic, data) => void (bell.value = (data as { state: typeof bell.value } | null)?.state ?? "silent"),
      { as: kiosk.as },
    );
    return line.close;
  }, [isOpen]);
  const close = () => {
    kiosk.helping.value = false;
  };
  return (
    <Dialog open={isOpen} title={words.helpTitle()} onClose={close}>
      {bell.value !== "silent" && (
        <p class="strong" role="status">
          <Icon name="hand-helping" /> {bell.value === "coming" ? words.helpComing() : words.helpRinging()}
        </p>
      )}
      <p>{words.helpText()}</p>
      <HqLineForStaff />
      <Button kind="primary" icon="check" onClick={close}>
        {common.back()}
      </Button>
    </Dialog>
  );
};

/** The title of a screen with its sign: a tick, a person, a clock. */
export const Heading = ({
  sign,
  tone,
  children,
  detail,
}: {
  sign: ComponentChildren;
  tone: "success" | "primary" | "warning";
  children: ComponentChildren;
  detail?: ComponentChildren;
}) => (
  <div class="kiosk-heading">
    <span class={`kiosk-sign ${tone}`}>{sign}</span>
    <div>
      {children}
      {detail && <p class="soft">{detail}</p>}
    </div>
  </div>
);
