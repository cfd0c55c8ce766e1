import { post, type Problem } from "../../api";
import type { BookingInput, BookingView, Kind, PartyInput, Service } from "../../api-types";
import { newCommandId } from "../../command-id";
import { err, ok, type Result } from "../../../../sync/core/result";
import { saveBooking } from "../../slips";
import { serverLanguage } from "../../words/language";
import { officerBooking } from "../booker";
import { clearDraft, type Draft, draft, edit, type PersonDraft } from "../draft";
import { holdWasUsed, type OwnHold } from "../hold";
import { rememberProfile } from "../profile";

/**
 * Confirms the booking. The command's id is kept with the draft: pressed again after a lost line, or after a reload, it
 * is the same command and makes one booking.
 */
export const confirmBooking = async (
  kept: OwnHold,
  kind: Kind,
  service: Service,
): Promise<Result<BookingView, Problem>> => {
  const key = draft.peek().confirmKey ?? newCommandId();
  edit({ confirmKey: key });
  const now = draft.peek();
  const answer = await post<BookingView>("/bookings", bookingInput(now, kept, kind, service), {
    as: kept.as,
    key,
  });
  if (!answer.ok) return err(answer.error);
  const atDesk = officerBooking() !== undefined;
  if (!atDesk) rememberProfile(now);
  holdWasUsed();
  clearDraft();
  saveBooking(answer.value, { as: kept.as, ...(atDesk ? { atDesk } : {}) });
  return ok(answer.value);
};

const bookingInput = (now: Draft, kept: OwnHold, kind: Kind, service: Service): BookingInput => ({
  holdId: kept.holdId,
  lang: serverLanguage.peek(),
  kind,
  contact: {
    ...(now.email.trim() ? { email: now.email.trim() } : {}),
    ...(now.phone.trim() ? { phone: now.phone.trim() } : {}),
  },
  parties: now.people.map((person, index) => partyInput(now, person, index, service)),
  ...(now.door === "employer"
    ? {
        employer: {
          ssm: now.employer.ssm,
          company: now.employer.company,
          representative: { name: now.employer.name, mykad: now.employer.mykad },
        },
      }
    : {}),
  consent: true,
});

const partyInput = (now: Draft, person: PersonDraft, index: number, service: Service): PartyInput => ({
  document: {
    type: person.documentType,
    number: person.number.trim(),
    country: person.country,
    ...(person.expiresOn ? { expiresOn: person.expiresOn } : {}),
    ...(person.mrz ? { mrz: person.mrz } : {}),
  },
  name: person.name.trim(),
  relation: now.door === "employer" ? "worker" : now.helping ? "helped" : index === 0 ? "self" : "family",
  ...(person.priority.length > 0 ? { priority: [...person.priority] } : {}),
  // Answers to another service's questions may still be in the draft; so may empty ones.
  answers: Object.fromEntries(
    service.questions
      .map(({ id }) => [id, person.answers[id]?.trim() ?? ""] as const)
      .filter(([, answer]) => answer !== ""),
  ),
});
