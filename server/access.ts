/**
 * Who may call what: one row per route, and what has no row is refused. Reading this file is understanding the doors of a node.
 *
 * Roles of staff do not include one another by themselves: what a supervisor may do as an officer stands here. Whose booking,
 * branch or device it is, the use-cases say.
 */
import type { Actor, DeviceKind, StaffRole } from "../sync/core/plan";

/** `anyone` also without a session; `person` is somebody of the public with one. */
export type Who = "anyone" | "person" | StaffRole | DeviceKind;

export interface Door {
  readonly who: readonly Who[];
  /** Needs a touch of one's own key over the very request (security model, 1): always, or for bodies of which this says so. */
  readonly stepUp?: true | ((body: unknown) => boolean);
  /** Gives out something that ends by the clock: shut while the clock is in doubt (`hq/clock.ts`). */
  readonly ends?: true;
  /**
   * For whom it stays open when headquarters' word is 72 hours old (`hq/line-age.ts`); left out: for nobody. Devices go on, staff serve
   * who has a number, people see what they have.
   */
  readonly withoutLine?: readonly Actor["kind"][];
}

const counter = ["officer", "supervisor", "branch_admin"] as const;
const supervisor = ["supervisor", "branch_admin"] as const;
const gates = ["gate_operator", ...supervisor] as const;
const administrator = ["branch_admin", "hq_admin"] as const;
const staff = ["gate_operator", "officer", "auditor", "supervisor", "branch_admin", "hq_admin"] as const;
const device = ["kiosk", "display", "tablet", "scanner", "lane"] as const;
const booker = ["person", "kiosk", ...counter] as const;

const anyone: Door = { who: ["anyone"] };
const only = (...who: readonly Who[]): Door => ({ who });

const steppedUp = (...who: readonly Who[]): Door => ({ who, stepUp: true });
const ending = (door: Door): Door => ({ ...door, ends: true });

/** Goes on without headquarters' word. */
const stays = (door: Door, ...kinds: readonly Actor["kind"][]): Door => ({ ...door, withoutLine: kinds });
const everybody = ["public", "staff", "device"] as const;

const isOverride = (body: unknown): boolean =>
  (body as { readonly override?: unknown } | null | undefined)?.override === true;

const isClosure = (body: unknown): boolean =>
  (body as { readonly change?: { readonly type?: unknown } } | null | undefined)?.change?.type === "closure";

const isCounterClosing = (body: unknown): boolean =>
  (body as { readonly order?: { readonly act?: unknown } } | null | undefined)?.order?.act === "close";

export const access: { readonly [route: string]: Door } = {
  "GET /node": stays(anyone, ...everybody),
  "GET /catalogue": stays(anyone, ...everybody),
  "GET /branches/:branch/now": stays(anyone, ...everybody),
  // Each topic says who may hear it.
  "GET /events": stays(anyone, ...everybody),

  // Availability and the branch's days.
  "GET /availability": anyone,
  "GET /availability/day": anyone,
  "GET /availability/earliest": anyone,
  "GET /availability/earliest-in-state": anyone,
  "GET /branch/day": only(...supervisor),
  "POST /branch/changes/preview": only(...supervisor),
  "POST /branch/changes": { who: supervisor, stepUp: isClosure },
  "GET /branch/changes": only(...supervisor),

  // Booking.
  "POST /holds": ending(only(...booker)),
  "GET /holds/:id": only(...booker),
  "DELETE /holds/:id": only(...booker),
  "POST /holds/:id/visit": only(...booker),
  "GET /holds/:id/visit": only(...booker),
  "POST /holds/:id/codes": ending(only(...booker)),
  "POST /holds/:id/codes/try": only(...booker),
  "POST /holds/:id/paper": ending(only("kiosk", ...counter)),
  "POST /holds/:id/confirm": only(...booker),
  "GET /visits": only(...counter),
  "POST /visits/:id/check": only(...counter),
  // The person in front of the officer touches a key of their own.
  "POST /holds/:id/passkey/options": only(...counter),
  "POST /holds/:id/passkey": only(...counter),
  "GET /bookings": stays(only("person"), "public"),
  "GET /bookings/:id": stays(only(...booker), ...everybody),
  "GET /bookings/:id/slip": stays(only(...booker), ...everybody),
  "POST /bookings/:id/slip/print": only(...counter),
  "GET /bookings/:id/slip.pdf": stays(only(...booker), ...everybody),
  "GET /bookings/:id/slip.ics": stays(only(...booker), ...everybody),
  "GET /bookings/:id/slip.html": stays(only(...booker), ...everybody),
  // With reference and document number; tries are counted.
  "POST /bookings/find": stays(anyone, "public", "device"),
  "POST /bookings/:id/cancel": anyone,
  "POST /bookings/:id/move": only(...booker),
  "POST /bookings/:id/parties/:no/drop": only(...booker),
  "POST /bookings/:id/parties/:no/seen": only(...counter),
  "POST /bookings/:id/parties/:no/correct": only(...counter),

  // The hall.
  "POST /checkins": stays(only("kiosk", ...counter), "device"),
  // With one's own passkey, and the code of the hall's display.
  "POST /checkins/own/options": stays(only("person"), "public"),
  "POST /checkins/own": stays(only("person"), "public"),
  "GET /display/code": stays(only("display", ...counter), "device", "staff"),
  "POST /walkins": only("kiosk", ...counter),
  // From an enrolled tablet, which the request has to come from as well.
  "GET /door/day": stays(only(...counter), "staff"),
  "POST /door/checkins": stays(only(...counter), "staff"),
  "GET /kiosk": stays(only("kiosk", ...counter), "device"),
  "GET /display": stays(only("display", ...counter), "device", "staff"),
  "GET /counters": stays(only(...counter), "staff"),
  "POST /counters/:id/sign-on": stays(only(...counter), "staff"),
  "POST /counters/:id/next": stays(only(...counter), "staff"),
  "POST /counters/:id/call": stays(only(...counter), "staff"),
  "POST /counters/:id/free": stays(steppedUp(...supervisor), "staff"),
  "POST /counters/:id/:change": stays(only(...counter), "staff"),
  "GET /hall": stays(only(...supervisor), "staff"),
  "POST /hall/counters/:id": stays({ who: supervisor, stepUp: isCounterClosing }, "staff"),
  "POST /hall/intake": stays(only(...supervisor), "staff"),
  "POST /hall/disruption": stays(only(...supervisor), "staff"),
  "POST /hall/announcements": stays(only(...supervisor), "staff"),
  // Emergencies and bells, on every staff screen. Who may end which, the rules say.
  "GET /panic": stays(only(...staff), "staff"),
  "POST /panic": stays(only(...staff), "staff"),
  "POST /hall/events/:id/end": stays(only(...staff), "staff"),
  "GET /bell": stays(only("kiosk"), "device"),
  "POST /bell": stays(only("kiosk"), "device"),
  "GET /queue": stays(only(...counter), "staff"),
  "POST /biometrics": stays(only(...counter), "staff"),
  "GET /biometrics": stays(only(...counter), "staff"),
  "POST /biometrics/:id/look": stays(only(...counter), "staff"),
  "DELETE /biometrics/:id": stays(only(...counter), "staff"),
  // Lists and registries. Looking somebody up needs a touch, and leaves its trace.
  "GET /lists": stays(only(...staff), "staff"),
  "PUT /lists/parts": only("hq_admin"),
  "POST /lists": steppedUp("hq_admin"),
  "POST /screening/person": stays(steppedUp(...counter), "staff"),
  "GET /screening/rechecks": stays(only(...gates, "auditor"), "staff"),
  "GET /devices": stays(only(...counter), "staff"),
  "POST /devices/:id/test": stays(only(...counter), "staff"),
  // The holder's own page: the id of a ticket is its secret.
  "GET /tickets/:id": stays(anyone, "public"),
  "POST /tickets/:id/rating": stays(anyone, "public"),
  "POST /tickets/:id/reprint": stays(only(...counter), "staff"),
  "POST /tickets/:id/finish": stays(only(...counter), "staff"),
  "POST /tickets/:id/transfer": stays(only(...counter), "staff"),
  "POST /tickets/:id/priority": stays(only(...counter), "staff"),
  "POST /tickets/:id/note": stays(only(...counter), "staff"),
  "POST /tickets/:id/:command": stays(only(...counter), "staff"),
  "GET /branch/policy": stays(only(...counter), "staff"),
  "PUT /branch/policy": only(...supervisor),
  "GET /branch/exceptions": only(...supervisor, "auditor"),
  "POST /branch/clock/confirm": steppedUp(...supervisor, "hq_admin"),
  "GET /branch/calls/check": only(...supervisor),

  // Devices of the hall. A code, or a signature, is what the first three ask for; tries are counted.
  "POST /devices/enrol": anyone,
  "POST /devices/session/challenge": stays(anyone, "public"),
  "POST /devices/session": stays(anyone, "public"),
  "POST /devices/codes": ending(steppedUp(...supervisor)),
  "GET /devices/enrolled": only(...supervisor),
  "POST /devices/:id/rename": only(...supervisor),
  "POST /devices/:id/revoke": only(...supervisor),

  // Gate lanes. The lane's own device shows its screen and hands in what its camera reads.
  "GET /gates": stays(only(...gates, "auditor"), "staff"),
  "GET /gates/lanes/:id/screen": stays(only("lane", ...gates), "device", "staff"),
  "POST /gates/lanes/:id/scan": stays(only("lane"), "device"),
  "POST /gates/lanes/:id/mode": stays(only(...gates), "staff"),
  "POST /gates/lanes/:id/orders": stays(only(...gates), "staff"),
  "POST /gates/lanes/:id/companions": stays(only(...gates), "staff"),
  "POST /gates/alarms/:id/end": stays(only(...gates), "staff"),
  "GET /gates/referrals": stays(only(...gates, "auditor"), "staff"),
  "GET /gates/referrals/:id": stays(only(...gates, "auditor"), "staff"),
  "GET /gates/referrals/:id/image": stays(only(...gates, "auditor"), "staff"),
  "POST /gates/referrals/:id/take": stays(only(...gates), "staff"),
  // Against a reason that needs two officers, each touches a key of their own.
  "POST /gates/referrals/:id/pass": stays({ who: gates, stepUp: isOverride }, "staff"),
  "POST /gates/referrals/:id/agree": stays(steppedUp(...gates), "staff"),
  "POST /gates/referrals/:id/refuse": stays(only(...gates), "staff"),
  "POST /gates/referrals/:id/left": stays(only(...gates), "staff"),
  "GET /gates/shift": stays(only(...gates, "auditor"), "staff"),
  "POST /gates/shift": stays(only(...gates), "staff"),
  "GET /gates/figures": stays(only(...gates, "auditor"), "staff"),
  "GET /gates/reconciliation": stays(only(...gates, "auditor"), "staff"),
  // With all that the document's zone says, so that only who holds it asks; tries are counted.
  "POST /movements/find": stays(only(...counter, "gate_operator"), "staff"),
  "POST /movements/check": stays(only("kiosk", ...counter, "gate_operator"), "device", "staff"),
  "GET /movements/:id/proof.html": stays(only(...counter, "gate_operator"), "staff"),
  // At a kiosk a document counts that was read there; what somebody types does not.
  "POST /movements/own": stays(only("kiosk"), "device"),
  "POST /movements/:id/proof/print": stays(only("kiosk"), "device"),
  "GET /movements/:id/proof/print": stays(only("kiosk"), "device"),

  // Between the nodes.
  "GET /hq/state": stays(only(...supervisor, "hq_admin"), "staff"),
  "GET /branch/rights": stays(only(...supervisor, "hq_admin"), "staff"),
  "GET /hq/fleet": only("hq_admin", "auditor"),
  "GET /hq/fleet/day": only("hq_admin", "auditor"),
  "GET /hq/fleet/day.csv": only("hq_admin", "auditor"),
  "GET /hq/revocations": only("hq_admin", "auditor"),
  "GET /hq/master": only("hq_admin", "auditor"),
  "GET /hq/master/gates": only("hq_admin", "auditor"),
  "POST /hq/master/preview": only("hq_admin"),
  "POST /hq/master": steppedUp("hq_admin"),
  "POST /hq/master/:id/withdraw": steppedUp("hq_admin"),
  "POST /hq/node-codes": ending(steppedUp("hq_admin")),
  "GET /hq/erasures": only("hq_admin", "auditor"),
  "POST /hq/nodes/:alias/suspend": steppedUp("hq_admin"),
  "GET /hq/nodes/:alias/frozen": only("hq_admin"),
  "POST /hq/nodes/:alias/settle": steppedUp("hq_admin"),

  // A stick where there is no line: the way back, so it stays open.
  "GET /usb": stays(only(...supervisor, "hq_admin"), "staff"),
  "POST /usb/file": stays(steppedUp(...supervisor, "hq_admin"), "staff"),
  "PUT /usb/parts": stays(only(...supervisor, "hq_admin"), "staff"),
  "POST /usb/take": stays(only(...supervisor, "hq_admin"), "staff"),

  // Staff come in. Everybody has a session of the public, to which the ceremony belongs.
  "POST /staff/sign-in/options": stays(only("person"), "public"),
  "POST /staff/sign-in": stays(only("person"), "public"),
  "POST /staff/unlock": stays(only("person"), "public"),
  "POST /staff/step-up/options": stays(only(...staff), "staff"),
  "POST /staff/step-up": stays(only(...staff), "staff"),

  // Keys of the staff: the first by a code, whose tries are counted.
  "POST /staff/keys/enrol/options": only("person"),
  "POST /staff/keys/enrol": only("person"),
  // The dialog that asks for a touch looks whether there is a key.
  "GET /staff/keys": stays(only(...staff), "staff"),
  "POST /staff/keys/options": steppedUp(...staff),
  "POST /staff/keys": only(...staff),
  "POST /staff/keys/:id/rename": only(...staff),
  "DELETE /staff/keys/:id": steppedUp(...staff),

  // People and their roles. Nobody gives more than they have; where they are written, the use-cases say.
  "POST /staff/people/find": only(...supervisor, "hq_admin"),
  "POST /staff/people": ending(steppedUp(...administrator)),
  "POST /staff/people/:id/grants": ending(steppedUp(...administrator)),
  "POST /staff/grants/:id/revoke": steppedUp(...administrator),
  "POST /staff/grants/:id/extend": ending(steppedUp(...administrator)),
  "POST /staff/people/:id/leave": steppedUp(...administrator),
  "POST /staff/people/:id/codes": ending(steppedUp(...administrator)),
  "POST /staff/people/:id/sessions/end": only(...administrator),

  // Back in without a key.
  "POST /staff/people/:id/recovery": steppedUp(...supervisor, "hq_admin"),
  "GET /staff/recoveries": only(...supervisor, "hq_admin"),
  "POST /staff/recoveries/:id/confirm": steppedUp(...supervisor, "hq_admin"),
  "POST /staff/people/:id/recovery/telephone": steppedUp("hq_admin"),
  "POST /staff/people/:id/recovery/telephoned": steppedUp(...supervisor),
  "POST /staff/sealed-codes": steppedUp(...administrator),
  "POST /staff/sealed-codes/open": only("person"),

  // Practice on invented people, in a room of its own.
  "POST /training": stays(only(...staff), "staff"),

  // Sessions.
  "POST /session": stays(anyone, ...everybody),
  "GET /session": stays(only("person", ...staff, ...device), ...everybody),
  "POST /session/active": stays(only("person", ...staff, ...device), ...everybody),
  "DELETE /session": stays(only("person", ...staff, ...device), ...everybody),
  "GET /sessions": only("person", ...staff),
  "DELETE /sessions": only("person", ...staff),
  "DELETE /sessions/:id": only("person", ...staff),

  // An applicant's account, and ways to reach people.
  "POST /sign-in/options": stays(only("person"), "public"),
  "POST /sign-in": stays(only("person"), "public"),
  "POST /sign-in/sms/codes": ending(only("person")),
  "POST /sign-in/sms": only("person"),
  "GET /account": stays(only("person"), "public"),
  "POST /account/passkeys/options": only("person"),
  "POST /account/passkeys": only("person"),
  "POST /account/passkeys/:id/rename": only("person"),
  "DELETE /account/passkeys/:id": only("person"),
  "POST /account/contacts/codes": ending(only("person")),
  "GET /account/contacts/codes": only("person"),
  "POST /account/contacts": only("person"),
  // Without a passkey: two codes, a document at a counter, and a day. Whoever did not ask for it stops it.
  "GET /recovery": only("person"),
  "POST /recovery/codes": only("person"),
  "POST /recovery/codes/try": only("person"),
  "POST /recovery": only("person"),
  "POST /recovery/passkey/options": only("person"),
  "POST /recovery/passkey": only("person"),
  "POST /recovery/stop": only("person"),
  "DELETE /account/recovery": only("person"),
  "DELETE /account": only("person"),
  "POST /erasures": steppedUp(...counter),
  "GET /recoveries": only(...counter),
  "POST /recoveries/:id/document": steppedUp(...counter),
  "POST /recoveries/:id/stop": only(...counter),
  "GET /channels": stays(anyone, ...everybody),

  // Audit.
  "GET /audit": only("auditor"),
  "GET /audit/checkpoint": stays(anyone, "public"),
  "GET /audit/key": stays(anyone, "public"),
  "GET /audit/consistency": stays(anyone, "public"),
  "GET /audit/proof": only("auditor"),
  "GET /bookings/:id/proof": only(...booker),
  "POST /audit/export": steppedUp("auditor"),
};
