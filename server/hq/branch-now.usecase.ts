/** A branch before anybody leaves home: open or not, who waits, what numbers are left, the next free appointment. At the branch or at headquarters. */
import { earliestFor, lookingNow } from "../booking/availability.usecase";
import { allServices } from "../catalogue/catalogue.usecase";
import { hallShown } from "../checkin/kiosk.usecase";
import type { Deps } from "../deps";
import { type AnnouncementShown, disruptionShown } from "../hall/standing.usecase";
import type { Estimate } from "../queue/estimate";
import { type Picture, pictureOf } from "../queue/picture.usecase";
import { type HallsDeps, hallOf, heardAtMs } from "./halls.usecase";

export interface BranchNow {
  readonly branch: string;
  readonly now: number;
  /** When headquarters heard the branch last, 0: never; null: the branch itself speaks. */
  readonly heardAtMs: number | null;
  readonly open: boolean;
  readonly opensAtMs: number | null;
  readonly closesAtMs: number | null;
  readonly nextBatchAtMs: number | null;
  /** What has stopped the branch. */
  readonly disruption: AnnouncementShown | null;
  readonly services: readonly {
    readonly code: string;
    readonly waiting: number;
    readonly estimate: Estimate | null;
    readonly numbersLeft: number;
    /** Null when all is sold, and where it is not booked online. */
    readonly freeAtMs: number | null;
  }[];
}

type BranchNowDeps = HallsDeps & Deps;

/** Worked out once per picture of the hall, however many look. */
const shownByPicture = new WeakMap<Picture, Omit<BranchNow, "now" | "heardAtMs" | "disruption">>();

/** `code`: a branch of the catalogue. */
export const branchNow = (deps: BranchNowDeps, code: string): BranchNow => {
  const picture = pictureOf(hallOf(deps, code));
  let shown = shownByPicture.get(picture);
  if (!shown) {
    shown = worked(deps, picture, code);
    shownByPicture.set(picture, shown);
  }
  const now = deps.clock.nowMs();
  const disruption = disruptionShown({ ...lookingNow(deps), branch: code, nowMs: now });
  return { ...shown, disruption, now, heardAtMs: heardAtMs(deps, code) };
};

const worked = (
  deps: Deps,
  picture: Picture,
  code: string,
): Omit<BranchNow, "now" | "heardAtMs" | "disruption"> => {
  const looking = lookingNow(deps);
  const { services, ...hall } = hallShown({ ...looking, branch: code });
  const kinds = new Map(allServices(looking).map((each) => [each.code, each.applicants[0]?.kind]));
  return {
    ...hall,
    services: services.map(({ code: service, group, numbersLeft }) => {
      const kind = kinds.get(service);
      const free = kind && earliestFor(looking, { branch: code, service, kind, parties: 1, atDesk: false });
      return {
        code: service,
        waiting: picture.lineOf(group).length,
        estimate: picture.estimateForNewcomer(group),
        numbersLeft,
        freeAtMs: (free?.ok ? free.value?.startsAtMs : undefined) ?? null,
      };
    }),
  };
};
