import type { Lane } from "../api-types";
import type { Claim } from "./kiosk-types";
import { kioskWords as words } from "./words";

export const laneText = (lane: Lane): string =>
  ({
    appointment: words.laneAppointment,
    priority: words.lanePriority,
    normal: words.laneNormal,
    employer: words.laneEmployer,
  })[lane]();

export const claims: readonly Claim[] = ["elderly", "oku", "pregnant", "infant", "haj"];

export const claimText = (claim: Claim): string =>
  ({
    elderly: words.claimElderly,
    oku: words.claimOku,
    pregnant: words.claimPregnant,
    infant: words.claimInfant,
    haj: words.claimHaj,
  })[claim]();
