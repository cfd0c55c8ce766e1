/**
 * Claims of an identity on a service, decided inside the plan that makes them, with what follows for those who lose.
 *
 * A node decides on what it knows, and on what headquarters told it just before. It acts on its own bookings alone: claims of
 * bookings made elsewhere are headquarters' to decide, by a row that their home obeys.
 */
import type { Notice, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { bookingNotices } from "../../sync/notice";
import { leaveRows } from "../../sync/home";
import { isOwn } from "../../sync/roster";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { ClaimedPerson } from "../../sync/transport";
import { startOfDayMs } from "../calendar/time-zone";
import { zoneOf } from "../catalogue/catalogue.usecase";
import { decideClaim, type StandingClaim } from "./booking";
import { isDecidedAtHq, type PartyRow, standingClaims } from "./booking.store";

/** `party`: whose identity it is, by number in the booking asked for. */
export type ClaimError =
  | {
      readonly type: "AlreadyBooked";
      readonly party: number;
      readonly ref: string;
      readonly startsAtMs: number;
    }
  | { readonly type: "BringDocument"; readonly party: number };

export interface Claims {
  /** People, by number in the booking, who stand beside another booking's claim until a document is seen. */
  readonly contested: ReadonlySet<number>;
  readonly rows: readonly RowOp[];
  readonly notices: readonly Notice[];
}

/** What headquarters said a moment ago, by blind index; nothing of people it was not asked about. */
export type Said = ReadonlyMap<string, ClaimedPerson>;

export interface ClaimInput {
  /** Where the identities are claimed. Claims that this booking has already do not stand against themselves. */
  readonly booking: string;
  readonly branch: string;
  readonly service: string;
  readonly account: string;
  /** The officer saw the documents. */
  readonly verified: boolean;
  /** Blind indexes of the identities, by number in the booking. */
  readonly people: readonly { readonly no: number; readonly index: string }[];
  readonly said?: Said | undefined;
}

/** Claims every identity of a booking, or none. */
export const claimIdentities = (tx: Tx, sealer: Sealer, input: ClaimInput): Result<Claims, ClaimError> => {
  const contested = new Set<number>();
  const rows: RowOp[] = [];
  const losers: Leaving[] = [];
  for (const { no, index } of input.people) {
    const said = saidOf(input.said?.get(index), no);
    if (said?.type === "Contested") contested.add(no);
    else if (said) return err(said);
    const standing = standingClaims(tx, index, input.service, todayMin(tx, input.branch)).filter(
      ({ booking, party }) => booking !== input.booking || party !== no,
    );
    const beside = { booking: input.booking, party: no };
    const decided = decideClaim(standing, input);
    switch (decided.type) {
      case "AlreadyBooked":
      case "BringDocument":
        return err({ ...decided, party: no });
      case "Contested":
        contested.add(no);
        rows.push(...decided.others.flatMap((other) => outcomeRows(tx, other, "contested", beside)));
        break;
      case "Wins":
        rows.push(...decided.losers.flatMap((loser) => outcomeRows(tx, loser, "superseded", beside)));
        losers.push(
          ...decided.losers
            .filter(({ home }) => isOwn(tx, home))
            .map(({ booking, party, branch }) => ({
              booking,
              no: party,
              branch,
              service: input.service,
              identityIndex: index,
            })),
        );
        break;
      case "Clear":
        break;
    }
  }
  return ok({
    contested,
    rows: [...rows, ...settleRows(tx, losers)],
    notices: [...new Set(losers.map(({ booking }) => booking))].flatMap((id) =>
      bookingNotices(tx, sealer, id, "superseded"),
    ),
  });
};

/** Headquarters' word on one person; undefined when it has nothing against them. */
const saidOf = (
  person: ClaimedPerson | undefined,
  no: number,
): ClaimError | { readonly type: "Contested" } | undefined => {
  switch (person?.decision) {
    case "already_booked": {
      const { ref, startsAtMs } = person;
      return ref === undefined || startsAtMs === undefined
        ? { type: "BringDocument", party: no }
        : { type: "AlreadyBooked", party: no, ref, startsAtMs };
    }
    case "bring_document":
      return { type: "BringDocument", party: no };
    case "contested":
      return { type: "Contested" };
    default:
      return undefined;
  }
};

/** A person's claim that ends with this plan. */
type Leaving = Pick<PartyRow, "booking" | "no" | "branch" | "service" | "identityIndex">;

/** Visits of earlier days shut nobody out: who waited in vain yesterday may book again today. UTC minutes. */
export const todayMin = (reader: Pick<Tx, "db" | "nowMs">, branch: string | null): number =>
  startOfDayMs(zoneOf(reader, branch), reader.nowMs) / 60_000;

/** A person left without any claim beside theirs, now that these people leave, is no longer contested. */
export const settleRows = (tx: Tx, leaving: readonly Leaving[]): readonly RowOp[] => {
  const gone = new Set(leaving.map(({ booking, no }) => `${booking}/${no}`));
  const identities = new Map(leaving.map((each) => [`${each.identityIndex} ${each.service}`, each]));
  return [...identities.values()].flatMap(({ identityIndex, service, branch }) => {
    if (identityIndex === null) return [];
    const left = standingClaims(tx, identityIndex, service, todayMin(tx, branch)).filter(
      ({ booking, party }) => !gone.has(`${booking}/${party}`),
    );
    const [last] = left;
    // A branch does not know who stands beside a claim that headquarters has spoken of.
    const isKnown = last && (tx.branch === null || !isDecidedAtHq(tx, last.booking, last.party));
    return last && left.length === 1 && isKnown ? outcomeRows(tx, last, "settled", last) : [];
  });
};

type Outcome = "superseded" | "contested" | "settled";

/** A claim's home acts on it. At headquarters the word is written too: other homes obey it, and nothing is said twice. */
const outcomeRows = (
  tx: Tx,
  claim: StandingClaim,
  outcome: Outcome,
  beside: Pick<StandingClaim, "booking" | "party">,
): readonly RowOp[] => [
  ...(tx.branch === null ? wordRows(tx, claim, outcome, beside) : []),
  ...(isOwn(tx, claim.home) ? actRows(tx, claim, outcome) : []),
];

const actRows = (tx: Tx, { branch, booking, party }: StandingClaim, outcome: Outcome): readonly RowOp[] =>
  outcome === "superseded"
    ? leaveRows(tx, booking, { no: party, branch }, "superseded")
    : [update("party", { booking, no: party }, { contested: outcome === "contested" ? 1 : 0 })];

const wordRows = (
  tx: Tx,
  { branch, booking, party }: StandingClaim,
  outcome: Outcome,
  beside: Pick<StandingClaim, "booking" | "party">,
): readonly RowOp[] => [
  insert("conflict", { id: tx.newId(), branch, booking, party, outcome, atMs: tx.nowMs }),
  insert("conflictPair", {
    id: tx.newId(),
    loser: booking,
    loserParty: party,
    winner: beside.booking,
    winnerParty: beside.party,
    outcome,
    atMs: tx.nowMs,
  }),
];
