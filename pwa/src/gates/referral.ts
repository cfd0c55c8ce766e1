/** A referral in words: who it is, as far as a list tells, and where. */
import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import type { GateLane, ReferralRow } from "./gates-types";

const words = defineWords({
  passport: shared.passport,
  mykad: { ms: "MyKad", en: "MyKad card" },
  slip: { ms: "Slip", en: "Slip" },
  none: { ms: "Tiada dokumen", en: "No document" },
  aged: { ms: "{band} tahun", en: "{band} years" },
});

/** "Pasport JPN, 18-59 tahun": never a name in a list. */
export const whoOf = ({ document, nationality, ageBand }: ReferralRow): string =>
  [
    [words[document](), nationality].filter(Boolean).join(" "),
    ageBand === null ? "" : words.aged({ band: ageBand }),
  ]
    .filter(Boolean)
    .join(", ");

export const laneNameOf = (lanes: readonly GateLane[], id: string): string =>
  lanes.find((lane) => lane.id === id)?.name ?? id;
