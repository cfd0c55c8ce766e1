import { catalogue } from "../node";
import { serviceName } from "../service-name";
import { shownRef } from "../slips";
import type { Tone } from "../ui/band";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icons";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { problemText } from "../words/problems";
import { dayAndClock } from "../words/staff-times";
import type { About, Verdict } from "./state";
import { refusalWords } from "./refusal-words";
import { doorWords as words } from "./words";

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly next: string;
  readonly number?: string;
  readonly about: About | null;
}

/** One large answer: let them in or not, and what to do next. */
export const VerdictCard = ({ verdict }: { verdict: Verdict }) => {
  const { tone, icon, title, next, number, about } = lookOf(verdict);
  return (
    <section class={`door-verdict ${tone}-tone`} role="status">
      <Icon name={icon} />
      <PageTitle>{title}</PageTitle>
      {number && <p class="door-number figures">{number}</p>}
      {about && (
        <p class="strong">
          {[
            ...(about.ref ? [shownRef(about.ref)] : []),
            serviceName(about.service),
            dayAndClock(about.startsAtMs),
          ].join(" · ")}
        </p>
      )}
      <p>{next}</p>
    </section>
  );
};

const lookOf = (verdict: Verdict): Look => {
  switch (verdict.type) {
    case "recorded": {
      const { answer } = verdict;
      const about = { ref: null, ...answer.booking };
      if (answer.type === "used_twice") return refusedLook("used_twice", about, null);
      const number = answer.ticket?.number;
      const [title, next] = {
        checked_in: [words.recorded(), words.recordedNext()],
        early: [words.early(), words.recordedNext()],
        late: [words.late(), words.lateNext()],
        already: [words.already(), words.alreadyNext()],
      }[answer.type] as [string, string];
      const isNew = answer.type !== "already";
      return {
        tone: isNew ? "success" : "warning",
        icon: isNew ? "circle-check" : "ticket-check",
        title,
        next,
        about,
        ...(number ? { number } : {}),
      };
    }
    case "kept":
      return {
        tone: "primary",
        icon: "hourglass",
        title: words.kept(),
        next: words.keptNext(),
        about: verdict.about,
      };
    case "listed": {
      const { ref, service, startsAtMs, state } = verdict.booking;
      const about = { ref, service, startsAtMs };
      if (state === "cancelled" || state === "superseded") return refusedLook("slip_cancelled", about, null);
      if (state !== "confirmed" && state !== "no_show") return refusedLook("slip_used", about, null);
      return { tone: "neutral", icon: "info", title: words.listed(), next: words.listedNext(), about };
    }
    case "turned_away":
      return refusedLook(verdict.code, verdict.about, verdict.branch);
    case "no_list":
      return {
        tone: "warning",
        icon: "wifi-off",
        title: words.noList(),
        next: words.noListNext(),
        about: null,
      };
    case "cannot_keep":
      return {
        tone: "danger",
        icon: "octagon-alert",
        title: words.cannotKeep(),
        next: words.cannotKeepNext(),
        about: null,
      };
    case "sign_in":
      return { tone: "neutral", icon: "key-round", title: words.checking(), next: "", about: null };
    case "problem":
      return {
        tone: "warning",
        icon: "triangle-alert",
        title: words.other(),
        next: verdict.problem.code.startsWith("tablet_") ? words.tabletAgain() : problemText(verdict.problem),
        about: null,
      };
  }
};

const refusedLook = (code: string, about: About | null, branch: string | null): Look => {
  const found = catalogue.value?.branches.find((row) => row.code === branch);
  const { title, next } = refusalWords(code, found ? inLanguage(found.name) : (branch ?? ""));
  return { tone: "danger", icon: "circle-x", title, next, about };
};
