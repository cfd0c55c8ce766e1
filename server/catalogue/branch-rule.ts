import { isWithin, type LocalDate } from "../../sync/core/local-date";

/** A setting with days of effect, both ends included; `to` null has no end. */
export interface Dated {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

/** The rule in force on a date: of several the one that stands last, which is the one that began last. */
export const ruleOn = <Rule extends Dated>(rules: readonly Rule[], date: LocalDate): Rule | undefined =>
  rules.findLast((rule) => isWithin(date, rule.from, rule.to));
