/** What a screen offers when there is no number now: the next free slots here, and other branches near by. */
import type { Looking } from "../booking/availability.usecase";
import { nextFreeSlots } from "../booking/next-slots.usecase";
import {
  allBranches,
  findService,
  ownBranch,
  type PublicKind,
  publicKindsOf,
} from "../catalogue/catalogue.usecase";
import { isOfferedAt } from "../catalogue/offers";
import { nearest } from "./nearest";

export interface FreeSlot {
  readonly slot: string;
  readonly startsAtMs: number;
}

export interface NearBranch {
  readonly branch: string;
  readonly km: number;
}

/** What is asked for: the booking that did not fit, or the service somebody walked in for. */
export interface Wish {
  readonly service: string;
  /** Null when nobody said: then the kind of applicant that the service names first. */
  readonly kind: PublicKind | null;
  readonly people: number;
}

const slotsMax = 4;
const branchesMax = 3;

/** The next start times with room for everybody, to be booked on the spot, so without notice. None when not sold here. */
export const slotsHere = (looking: Looking, wish: Wish): readonly FreeSlot[] => {
  const service = findService(looking, wish.service);
  const kind = wish.kind ?? (service.ok ? publicKindsOf(service.value)[0] : undefined);
  if (kind === undefined) return [];
  const question = {
    branch: ownBranch(looking).code,
    service: wish.service,
    kind,
    parties: wish.people,
    atDesk: true,
  };
  return nextFreeSlots(looking, question, slotsMax);
};

/** Other branches that offer the service, the nearest first. */
export const nearestBranches = (looking: Looking, code: string): readonly NearBranch[] => {
  const service = findService(looking, code);
  if (!service.ok) return [];
  const here = ownBranch(looking);
  const others = allBranches(looking).filter(
    (branch) => branch.code !== here.code && isOfferedAt(service.value, branch),
  );
  return nearest(here, others, branchesMax).map(({ place, km }) => ({ branch: place.code, km }));
};
