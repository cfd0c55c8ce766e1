/** Sessions: what a cookie stands for, and for how long. Pure. */
import type { StaffRole } from "../../sync/core/plan";
import { countsUntil } from "./grant";
import { deviceKinds, type EnrolledKind } from "./roles";

/** As whom a page asks: one cookie each, so that a kiosk, a counter and a person's own page may live in one browser. */
export const callers = ["public", "staff", ...deviceKinds] as const;
export type Caller = (typeof callers)[number];

export const isDevice = (caller: Caller): caller is EnrolledKind =>
  (deviceKinds as readonly string[]).includes(caller);

export interface Session {
  /** SHA-256 of the cookie's value. */
  readonly id: string;
  readonly kind: "public" | "staff" | "device";
  /** Account, staff or device id. */
  readonly who: string;
  /** The staff grant it stands on. */
  readonly grant: string | null;
  readonly label: string;
  readonly bornMs: number;
  readonly seenMs: number;
  /** The last assertion with user verification. */
  readonly verifiedMs: number | null;
  readonly endsMs: number;
}

const minuteMs = 60_000;

/** NIST SP 800-63B-4 2.2.3 and ASVS 7.3: twelve hours at most, whatever is done in it. */
export const lifeMs = 12 * 60 * minuteMs;

/** Without a touch for so long a session of a person ends; staff find theirs locked, with the case as it was. */
export const idleMs = {
  public: 30 * minuteMs,
  staff: 15 * minuteMs,
  device: Number.POSITIVE_INFINITY,
} as const;

/** A session is not written anew for every touch. */
export const touchMs = minuteMs;

/** What may be done with an assertion this old. */
export const freshMs = 5 * minuteMs;

export type SessionState = "open" | "locked" | "ended";

export const stateOf = ({ kind, seenMs, endsMs }: Session, nowMs: number): SessionState => {
  if (nowMs >= endsMs) return "ended";
  if (nowMs - seenMs < idleMs[kind]) return "open";
  return kind === "staff" ? "locked" : "ended";
};

export interface Grant {
  readonly id: string;
  readonly staff: string;
  readonly role: StaffRole;
  /** Null: at every branch. */
  readonly branch: string | null;
  readonly untilMs: number;
  /** As `grant.ts` says. */
  readonly standing: number;
  readonly revokedAtMs: number | null;
}

export interface Here {
  /** Null: at headquarters. */
  readonly branch: string | null;
  readonly nowMs: number;
  /** Of when headquarters' word is; null where nobody is asked. */
  readonly wordAtMs: number | null;
}

/** Whether a grant counts here and now. */
export const holds = (grant: Grant, { branch, nowMs, wordAtMs }: Here): boolean =>
  grant.revokedAtMs === null &&
  nowMs < countsUntil(grant, wordAtMs) &&
  (grant.branch === null || grant.branch === branch);

export interface Device {
  readonly id: string;
  readonly kind: EnrolledKind;
  readonly branch: string;
  readonly name: string;
  readonly key: string;
  readonly state: "active" | "revoked";
}
