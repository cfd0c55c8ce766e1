import type { Lane } from "../api-types";
import { catalogue } from "../node";
import { inLanguage } from "../words/language";
import { counterWords as words } from "./words";

export { laneIcons } from "../kiosk/lanes";

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

export const serviceName = (code: string): string => {
  const service = catalogue.value?.services.find((row) => row.code === code);
  return service ? inLanguage(service.name) : code;
};

const stageWords: Readonly<Record<string, () => string>> = {
  application: words.stageApplication,
  interview: words.stageInterview,
  payment: words.stagePayment,
  collection: words.stageCollection,
};

export const stageWord = (stage: string): string => stageWords[stage]?.() ?? stage;

/** The stage after this one at this service; undefined at the last. */
export const stageAfter = (serviceCode: string, stage: string): string | undefined => {
  const stages = catalogue.value?.services.find((row) => row.code === serviceCode)?.stages ?? [];
  const at = stages.indexOf(stage);
  return at < 0 ? undefined : stages[at + 1];
};
