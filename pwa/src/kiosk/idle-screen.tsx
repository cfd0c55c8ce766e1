import { useEffect } from "preact/hooks";
import { further } from "../../../sync/core/languages";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Masthead } from "../ui/frame";
import { HqGone } from "../ui/hq-gone";
import { LanguageList } from "../ui/language-list";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { bringFace } from "../words/further-fonts";
import { inLanguage } from "../words/language";
import { clockTime, dateLong, dateOf, timeOf } from "../words/when";
import { BranchName } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import { idleTexts, kioskWords as words } from "./words";

/** Nobody is here: the languages, the clock, and nothing that moves. The first touch is the language. */
export const IdleScreen = ({ kiosk }: { kiosk: Kiosk }) => {
  useEffect(() => further.forEach(bringFace), []);
  const hall = kiosk.hall.value;
  const branch = catalogue.value?.branches.find((row) => row.code === catalogue.value?.branchId);
  return (
    <div class="kiosk idle">
      <div class="kiosk-top">
        <header>
          <Masthead />
          <div class="kiosk-head">
            <BranchName />
            <span class="quiet">{common.free()}</span>
          </div>
        </header>
        <main class="kiosk-info" id="content">
          <div class="kiosk-clock">
            <Clock />
          </div>
          <div class="stack tight kiosk-welcome">
            <PageTitle name={words.pageName()}>
              <Both text={idleTexts.welcome} />
            </PageTitle>
            {branch && <p class="kiosk-branch">{inLanguage(branch.name)}</p>}
          </div>
          {!kiosk.connected.value && (
            <Band tone="warning" icon="cloud-off" alert>
              <h2>{words.goToDesk()}</h2>
              {words.nodeAway()}
            </Band>
          )}
          {kiosk.connected.value && <HqGone />}
          {hall && !hall.open && (
            <Band tone="neutral" icon="clock">
              <strong>{words.closedNow()}</strong>{" "}
              {hall.opensAtMs && words.opensAt({ time: timeOf(hall.opensAtMs) })}
            </Band>
          )}
        </main>
      </div>
      <section class="kiosk-bottom" aria-label={words.controls()}>
        <div class="kiosk-controls">
          <p class="kiosk-choose">
            <Both text={idleTexts.choose} />
          </p>
          <LanguageList onPick={kiosk.pickLanguage} />
          {(hall?.documents === true || kiosk.wedgeReads.value) && (
            <div class="kiosk-pair">
              {(["ms", "en"] as const).map((code) => (
                <Button key={code} kind="quiet" wide onClick={() => kiosk.beginOwn(code)}>
                  <span lang={code}>{idleTexts.own[code]}</span>
                </Button>
              ))}
            </div>
          )}
        </div>
      </section>
    </div>
  );
};

const Clock = () => (
  <>
    <span class="figures">{clockTime(nowMs.value)}</span>
    <span class="soft">{dateLong(dateOf(nowMs.value))}</span>
  </>
);

const Both = ({ text }: { text: { readonly ms: string; readonly en: string } }) => (
  <>
    <span lang="ms">{text.ms}</span>{" "}
    <span lang="en" class="quiet">
      {text.en}
    </span>
  </>
);
