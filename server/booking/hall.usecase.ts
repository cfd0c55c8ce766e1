/** Bookings as the hall needs them: who still comes, who sits at the counter, and what became of each person. */
import type { Reader } from "../../drizzle/db";
import {
  isLive,
  partyRanks,
  type PartyState,
  visitState,
  type VisitState,
} from "../../sync/core/party-state";
import type { RowOp } from "../../sync/core/plan";
import { update } from "../../sync/rows";
import type { BilingualText } from "../catalogue/catalogue";
import { findService } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { bookingById, partiesOf } from "./booking.store";
import { bookingState } from "./booking";
import type { Need } from "./needs";
import { listedBookings, partyStates, type ToCome, toComeBetween } from "./hall.store";
import { partyDetails, visitDetails } from "./view.usecase";

export type { ToCome } from "./hall.store";

/** Appointments from [fromMs, toMs) whose people have not come yet. */
export const appointmentsToCome = (
  reader: Reader,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly ToCome[] => toComeBetween(reader, branch, Math.ceil(fromMs / 60_000), Math.ceil(toMs / 60_000));

/** Bookings are made at most this long before the visit, so no farther are they moved. */
const movedDaysMax = 120;

/** A branch's visits from [fromMs, toMs) without anything personal, and the changed ones after that, which may have been among them. */
export const visitsWithoutNames = (reader: Reader, branch: string, fromMs: number, toMs: number) =>
  listedBookings(reader, branch, {
    fromMin: Math.ceil(fromMs / 60_000),
    toMin: Math.ceil(toMs / 60_000),
    movedToMin: Math.ceil(toMs / 60_000) + movedDaysMax * 24 * 60,
  }).map(({ startMin, states, ...booking }) => ({
    ...booking,
    startsAtMs: startMin * 60_000,
    state: bookingState(states.split(",") as PartyState[]),
  }));

/** Whose key seals what is written about this visit; undefined when the booking is not known here. */
export const bookingSubject = (reader: Reader, bookingId: string): string | undefined =>
  bookingById(reader, bookingId)?.subject;

/** What became of a person in the hall. */
export type HallOutcome = "serving" | "served" | "no_show";

/**
 * The rows that say what became of people. A state only ever rises: who never came is `no_show`, who checked in and was not
 * there when it mattered is `absent`.
 */
export const outcomeRows = (
  reader: Reader,
  bookingId: string,
  outcomeOf: (no: number) => HallOutcome | null,
): readonly RowOp[] =>
  partyStates(reader, bookingId).flatMap(({ no, state }) => {
    const outcome = isLive(state) ? outcomeOf(no) : null;
    const next = outcome === "no_show" && state !== "confirmed" ? "absent" : outcome;
    return next !== null && partyRanks[next] > partyRanks[state]
      ? [update("party", { booking: bookingId, no }, { state: next })]
      : [];
  });

/** A booking at the counter: what the officer needs to see of the people in front of them, and no more. */
export interface CounterVisit {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly parties: readonly CounterParty[];
  readonly employer?: { readonly ssm: string; readonly company: string };
  /** What they need here, as they said. */
  readonly needs: readonly Need[];
  readonly answers: readonly {
    readonly no: number;
    readonly question: BilingualText;
    readonly answer: string;
  }[];
}

export interface CounterParty {
  readonly no: number;
  readonly name: string;
  readonly documentMasked: string;
  readonly documentType: string;
  readonly expiresOn: string | null;
  readonly state: VisitState;
  /** An officer saw the document. */
  readonly verified: boolean;
  /** Another booking names the same document, and nobody has seen it yet. */
  readonly contested: boolean;
}

/** What the people of a visit need, as they said; none where the booking is not known here, or was erased. */
export const visitNeeds = (deps: Pick<Deps, "db" | "sealer">, bookingId: string): readonly Need[] => {
  const booking = bookingById(deps, bookingId);
  return (booking && visitDetails(deps, booking)?.needs) ?? [];
};

export const counterVisit = (
  deps: Pick<Deps, "db" | "sealer">,
  bookingId: string,
): CounterVisit | undefined => {
  const booking = bookingById(deps, bookingId);
  if (!booking) return undefined;
  const people = partiesOf(deps, bookingId)
    .filter(({ state }) => isLive(state))
    .map((party) => ({ party, details: partyDetails(deps, party) }));
  const service = findService(deps, booking.service);
  const questions = service.ok ? service.value.settings.questions : [];
  const visit = visitDetails(deps, booking);
  const employer = visit?.employer;
  return {
    id: booking.id,
    ref: booking.ref,
    kind: booking.kind,
    parties: people.map(({ party, details }) => ({
      no: party.no,
      name: details?.name ?? "",
      documentMasked: details?.masked ?? "",
      documentType: details?.documentType ?? "other",
      expiresOn: details?.expiresOn ?? null,
      state: visitState(party.state),
      verified: party.verified === 1,
      contested: party.contested === 1,
    })),
    ...(employer ? { employer: { ssm: employer.ssm, company: employer.company } } : {}),
    needs: visit?.needs ?? [],
    answers: people.flatMap(({ party, details }) =>
      questions.flatMap((question) => {
        const given = details?.answers[question.id];
        if (given === undefined) return [];
        const option =
          question.type === "choice" ? question.options.find(({ id }) => id === given) : undefined;
        return [{ no: party.no, question: question.label, answer: option?.ms ?? given }];
      }),
    ),
  };
};
