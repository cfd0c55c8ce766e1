import type { LocalDate } from "../../sync/core/local-date";
import { isWithin } from "../../sync/core/local-date";
import type { Dated } from "./branch-rule";
import type { Service, ServiceSettings } from "./catalogue";

/** What one branch does differently for one service, from some day on. What is not named stays as the catalogue has it. */
export interface ServiceChange {
  readonly service: string;
  /** Adjacent slots that one person needs. */
  readonly units?: number;
  readonly noticeHours?: number;
  readonly earlyMin?: number;
  readonly lateMin?: number;
  readonly bookableBy?: ServiceSettings["bookableBy"];
}

/** A service as a branch runs it on a day. Rules stand in order of their beginning: a later one wins, field by field. */
export const serviceWith = (
  service: Service,
  rules: readonly (Dated & { readonly doc: ServiceChange })[],
  date: LocalDate,
): Service => {
  let changed = service;
  for (const { from, to, doc } of rules) {
    if (doc.service !== service.code || !isWithin(date, from, to)) continue;
    const { service: _code, units = changed.units, ...settings } = doc;
    changed = { ...changed, units, settings: { ...changed.settings, ...settings } };
  }
  return changed;
};
