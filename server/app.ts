/** The whole HTTP surface of a node: `/api/v1` by slice, health, metrics, and the pages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OpenAPIHono } from "@hono/zod-openapi";
import { pwaFolder } from "../pwa/embed";
import { demoControlUrl, demoRoutes } from "./demo/control";
import { enterRoutes } from "./demo/enter";
import { demoKeyRoutes } from "./demo/key";
import { auditRoutes } from "./audit/audit.route";
import { availabilityRoutes, keptAvailability } from "./booking/availability.route";
import { biometricsRoutes } from "./biometrics/biometrics.route";
import { bookingRoutes } from "./booking/booking.route";
import { exceptionRoutes } from "./booking/exceptions.route";
import { visitPasskeyRoutes } from "./booking/visit-passkey.route";
import { calendarRoutes } from "./calendar/calendar.route";
import { catalogueRoutes } from "./catalogue/catalogue.route";
import { checkinRoutes } from "./checkin/checkin.route";
import { ownCheckinRoutes } from "./checkin/own.route";
import { doorRoutes } from "./checkin/door.route";
import type { Deps } from "./deps";
import { deviceRoutes } from "./devices/devices.route";
import { displayRoutes } from "./display/display.route";
import { hallRoutes } from "./hall/hall.route";
import { healthRoutes } from "./health.route";
import { clockRoutes } from "./hq/clock.route";
import { isClockUnsure } from "./hq/clock.usecase";
import { gatesRoutes } from "./gates/gates.route";
import { movementRoutes } from "./gates/movements.route";
import { ownProofRoutes } from "./gates/own-proof.route";
import { referralRoutes } from "./gates/referrals.route";
import { erasuresRoutes } from "./hq/erasures.route";
import { branchNowRoutes } from "./hq/branch-now.route";
import { hqRoutes } from "./hq/hq.route";
import { isLineTooOld } from "./hq/line-age.usecase";
import { fleetRoutes } from "./hq/fleet.route";
import { enrolRoutes, nodesRoutes } from "./hq/nodes.route";
import { settleRoutes } from "./hq/settle.route";
import { access } from "./access";
import { guard, stepUp } from "./http/guard";
import { logRefused, signInDoors } from "./http/refused-sign-ins";
import { type Env, identify } from "./http/request";
import { enrolledRoutes } from "./identity/device.route";
import { screeningRoutes } from "./screening/screening.route";
import { accountRoutes } from "./identity/account.route";
import { accountRecoveryRoutes } from "./identity/account-recovery.route";
import { erasureRoutes } from "./identity/erasure.route";
import { identifying, sessionRoutes } from "./identity/session.route";
import { signInRoutes } from "./identity/sign-in.route";
import { spendStepUp, stepUpRoutes } from "./identity/step-up.route";
import { recoveryRoutes } from "./identity/recovery.route";
import { staffKeyRoutes } from "./identity/staff-keys.route";
import { staffPeopleRoutes } from "./identity/staff-people.route";
import { capBody, notFound, onError, sameOrigin, secure } from "./http/server";
import { filesOf, serveFiles } from "./http/static";
import type { LogFields } from "./log";
import { masterRoutes } from "./master/master.route";
import { nodeRoutes } from "./node.route";
import { syncRoutes } from "./sync/sync.route";
import { policyRoutes } from "./queue/policy.route";
import { trainingRoutes } from "./training/training.route";
import { usbRoutes } from "./usb/usb.route";
import { queueRoutes } from "./queue/queue.route";
import { ticketRoutes } from "./queue/ticket.route";

/** The routes of `/api/v1`. */
export const apiRoutes = (deps: Deps) =>
  new OpenAPIHono<Env>()
    .route("/", nodeRoutes(deps))
    .route("/", sessionRoutes(deps))
    .route("/", signInRoutes(deps))
    .route("/", stepUpRoutes(deps))
    .route("/", staffKeyRoutes(deps))
    .route("/", staffPeopleRoutes(deps))
    .route("/", recoveryRoutes(deps))
    .route("/", enrolledRoutes(deps))
    .route("/", accountRoutes(deps))
    .route("/", accountRecoveryRoutes(deps))
    .route("/", erasureRoutes(deps))
    .route("/", auditRoutes(deps))
    .route("/", catalogueRoutes(deps))
    .route("/", availabilityRoutes(deps))
    .route("/", calendarRoutes(deps))
    .route("/", bookingRoutes(deps))
    .route("/", visitPasskeyRoutes(deps))
    .route("/", exceptionRoutes(deps))
    .route("/", checkinRoutes(deps))
    .route("/", ownCheckinRoutes(deps))
    .route("/", doorRoutes(deps))
    .route("/", queueRoutes(deps))
    .route("/", deviceRoutes(deps))
    .route("/", biometricsRoutes(deps))
    .route("/", gatesRoutes(deps))
    .route("/", referralRoutes(deps))
    .route("/", movementRoutes(deps))
    .route("/", ownProofRoutes(deps))
    .route("/", ticketRoutes(deps))
    .route("/", policyRoutes(deps))
    .route("/", displayRoutes(deps))
    .route("/", hallRoutes(deps))
    .route("/", hqRoutes(deps))
    .route("/", branchNowRoutes(deps))
    .route("/", nodesRoutes(deps))
    .route("/", settleRoutes(deps))
    .route("/", erasuresRoutes(deps))
    .route("/", fleetRoutes(deps))
    .route("/", masterRoutes(deps))
    .route("/", clockRoutes(deps))
    .route("/", screeningRoutes(deps))
    .route("/", usbRoutes(deps))
    .route("/", trainingRoutes(deps));

export interface AppOptions {
  /** Reports an error that no rule foresaw. */
  readonly report: (cause: unknown, requestId: string) => void;
  /** Says a line of the node's log. */
  readonly log: (event: string, fields: LogFields) => void;
  /** Folder of recorded clips that replace the built-in voice. */
  readonly voiceFolder?: string | undefined;
}

export const buildApp = (deps: Deps, { report, log, voiceFolder }: AppOptions) => {
  const app = new OpenAPIHono<Env>();
  app.onError(onError(report));
  app.notFound(notFound);
  app.use("/api/v1/availability/*", keptAvailability(deps));
  app.use(secure);
  app.use(
    "/api/*",
    identify(identifying(deps)),
    sameOrigin(deps.self.origins),
    guard(access, {
      isClockUnsure: () => isClockUnsure({ db: deps.db, nowMs: deps.clock.nowMs(), node: deps.self.alias }),
      isLineTooOld: () => isLineTooOld({ db: deps.db, nowMs: deps.clock.nowMs() }),
    }),
    capBody,
  );
  app.use("/api/*", stepUp(access, spendStepUp(deps)));
  const pseudonym = (network: string) => deps.sealer.blindIndex(`network:${network}`);
  for (const door of signInDoors) app.use(`/api/v1${door}`, logRefused(door, log, pseudonym));
  if (deps.sync.door)
    app
      .route("/sync/v1", syncRoutes({ door: deps.sync.door, newId: deps.newId }))
      .route("/sync/v1", enrolRoutes(deps));
  app.route("/", healthRoutes(deps));
  app.route("/api/v1", apiRoutes(deps));
  app.doc("/api/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "STO edge",
      version: deps.self.version,
      description: "Appointments, check-in and queue of an immigration branch.",
    },
  });
  if (deps.self.demo) app.route("/", enterRoutes(deps)).route("/", demoKeyRoutes(deps));
  const controlUrl = demoControlUrl();
  if (controlUrl) app.route("/", demoRoutes(controlUrl));
  if (voiceFolder) app.use(serveFiles(prefixed(filesOf(voiceFolder), "/voice"), () => false));
  app.use(serveFiles(filesOf(pwaFolder), pageMatcher()));
  return app;
};

const prefixed = (files: ReturnType<typeof filesOf>, prefix: string): ReturnType<typeof filesOf> =>
  new Map([...files].map(([path, file]) => [prefix + path, file]));

/** Addresses that are pages, from the list that the build of the pages wrote. `/ticket/:id` stands for one part. */
const pageMatcher = (): ((path: string) => boolean) => {
  let pages: readonly string[] = [];
  try {
    pages = (JSON.parse(readFileSync(join(pwaFolder, "site.json"), "utf8")) as { pages: string[] }).pages;
  } catch {
    return () => false;
  }
  const patterns = pages.map((page) => new RegExp(`^${page.replace(/:\w+/g, "[^/]+")}/?$`));
  return (path) => patterns.some((pattern) => pattern.test(path));
};
