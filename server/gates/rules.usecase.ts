/** The rules of a day, as headquarters has corrected them. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { masterChanges } from "../catalogue/catalogue.usecase";
import { type GateRules, type GatesPatch, rulesOnDay } from "./eligibility";

/** The one thing of its kind: rules hold for the whole country. */
export const nationalCode = "national";

export const rulesOn = (reader: Reader, day: LocalDate): GateRules =>
  rulesOnDay(masterChanges<GatesPatch>(reader, "gates", nationalCode), day);
