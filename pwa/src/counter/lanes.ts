import type { Lane } from "../api-types";
import { catalogue } from "../node";
import type { Case } from "./counter-types";
import { counterWords as words } from "./words";

export const lanesInOrder: readonly Lane[] = ["appointment", "priority", "normal", "employer"];

export const laneWord = (lane: Lane): string =>
  ({
    appointment: words.laneAppointment,
    priority: words.lanePriority,
    normal: words.laneNormal,
    employer: words.laneEmployer,
  })[lane]();

const claimWordByCode: Readonly<Record<string, () => string>> = {
  elderly: words.claimElderly,
  oku: words.claimOku,
  pregnant: words.claimPregnant,
  infant: words.claimInfant,
  haj: words.claimHaj,
};

/** "Warga emas, Mengandung"; a claim this page does not know is shown as it is. */
export const claimWords = (claims: readonly string[]): string =>
  claims.map((claim) => claimWordByCode[claim]?.() ?? claim).join(", ");

/** The stage after this one at this service; undefined at the last. */
export const stageAfter = (serviceCode: string, stage: string): string | undefined => {
  const stages = catalogue.value?.services.find((row) => row.code === serviceCode)?.stages ?? [];
  const at = stages.indexOf(stage);
  return at < 0 ? undefined : stages[at + 1];
};

/** Whether finishing asks anything: several people on one ticket, or a stage that may follow. */
export const finishAsks = (ticket: Case): boolean =>
  stageAfter(ticket.service, ticket.stage) !== undefined || (ticket.booking?.parties.length ?? 0) > 1;
