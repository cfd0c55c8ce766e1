import type { TicketView } from "../api-types";
import { defineWords } from "../words/messages";
import { sharedVisit } from "../words/shared-visit";
import { timeOf } from "../words/when";

/** One sentence per reason of the calling order (`server/queue/explain.ts`). */
export const whyWords = defineWords("ticket/why", {
  appointmentDue: {
    ms: "Temujanji anda pukul {time} sudah dekat, jadi anda mendahului orang tanpa temujanji.",
    en: "Your appointment at {time} is near, so you go before people without one.",
  },
  appointmentEarly: {
    ms: "Anda awal. Tempat anda tetap ada; mulai {time} anda didahulukan.",
    en: "You are early. Your place is kept; from {time} you go first.",
  },
  priorityLane: { ms: "Anda di laluan keutamaan.", en: "You are in the priority lane." },
  priorityUnconfirmed: sharedVisit.priorityUnconfirmed,
  priorityInRow: {
    ms: "Paling banyak {inRowMax} nombor keutamaan dipanggil berturut-turut, kemudian orang lain.",
    en: "At most {inRowMax} priority numbers are called in a row, then someone else.",
  },
  quickStage: {
    ms: "Bayaran dan pengambilan ada lorong cepat.",
    en: "Payment and collection have a quick lane.",
  },
  waitedLongest: {
    ms: "Anda sudah menunggu {waitedMin} minit, paling lama. Anda dipanggil dahulu.",
    en: "You have waited {waitedMin} minutes, the longest. You are called first.",
  },
  waited: {
    ms: "Anda sudah menunggu {waitedMin} minit; lebih lama menunggu, lebih tinggi giliran.",
    en: "You have waited {waitedMin} minutes; the longer the wait, the higher the place.",
  },
  missedCall: {
    ms: "Nombor anda pernah dipanggil ketika anda tiada, jadi gilirannya diatur semula.",
    en: "Your number was called while you were away, so it was placed again.",
  },
  keptForCounter: {
    ms: "Nombor anda disimpan untuk kaunter {counterId}.",
    en: "Your number is kept for counter {counterId}.",
  },
  overtakenAppointment: {
    ms: "{count} orang yang datang kemudian mempunyai temujanji yang sudah tiba masanya.",
    en: "{count, plural, one {# person} other {# people}} who came later have an appointment that is due.",
  },
  overtakenOther: {
    ms: "{count} orang yang datang kemudian didahulukan oleh peraturan cawangan.",
    en: "{count, plural, one {# person} other {# people}} who came later go first by the branch's rule.",
  },
});

type Reason = TicketView["why"][number];

/** The sentence for a reason; undefined for what the page shows elsewhere or does not know. */
export const whyText = (reason: Reason): string | undefined => {
  const number = (name: string) => Number(reason[name] ?? 0);
  switch (reason.code) {
    case "appointment_due":
      return whyWords.appointmentDue({ time: timeOf(number("startsAtMs")) });
    case "appointment_early":
      return whyWords.appointmentEarly({ time: timeOf(number("goesAheadFromMs")) });
    case "priority_lane":
      return whyWords.priorityLane();
    case "priority_unconfirmed":
      return whyWords.priorityUnconfirmed();
    case "priority_in_row":
      return whyWords.priorityInRow({ inRowMax: number("inRowMax") });
    case "quick_stage":
      return whyWords.quickStage();
    case "waited_longest":
      return whyWords.waitedLongest({ waitedMin: number("waitedMin") });
    case "waited":
      return number("waitedMin") > 0 ? whyWords.waited({ waitedMin: number("waitedMin") }) : undefined;
    case "missed_call":
      return whyWords.missedCall();
    case "kept_for_counter":
      return whyWords.keptForCounter({ counterId: String(reason["counterId"]) });
    case "overtaken_by":
      return reason["turn"] === "appointment"
        ? whyWords.overtakenAppointment({ count: number("count") })
        : whyWords.overtakenOther({ count: number("count") });
    default:
      return undefined;
  }
};
