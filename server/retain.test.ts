import { expect, test } from "vitest";
import { ok, orThrow } from "../sync/core/result";
import { policies, policyOf } from "../sync/policies";
import { put } from "../sync/rows";
import { setupBranch } from "./testing";

const dayMs = 86_400_000;

/** A branch on which only the cleaning runs, with one finished row of each kind, made now. */
const setupOldRows = async () => {
  const branch = await setupBranch({ closed: true });
  branch.db.run("DELETE FROM schedule WHERE task <> 'retain'");
  const madeMs = branch.clock.nowMs();
  const job = (id: string, state: string) =>
    put("deviceJob", {
      id,
      device: "printer",
      kind: "ticket",
      payload: "{}",
      subject: id,
      state,
      attempts: 1,
      reason: null,
      atMs: madeMs,
      sentAtMs: madeMs,
      doneAtMs: state === "queued" ? null : madeMs,
      expiresAtMs: madeMs + dayMs,
    });
  const gateCommand = (id: string, state: string) =>
    put("gateCommand", {
      id,
      lane: "in-1",
      seq: 1,
      kind: "admit",
      passage: null,
      state,
      reason: null,
      atMs: madeMs,
      doneAtMs: state === "sent" ? null : madeMs,
    });
  const command = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;
  orThrow(
    await branch.deps.writer.submit(command, () =>
      ok({
        intent: "test",
        rows: [
          put("idempotency", {
            owner: "phone",
            key: "key",
            route: "POST /holds",
            bodyHash: "",
            answer: "{}",
            atMs: madeMs,
          }),
          gateCommand("passed", "passed"),
          gateCommand("sent", "sent"),
          put("registryCache", {
            source: "pdrm",
            question: "question",
            sealed: Buffer.of(),
            subject: "somebody",
            answeredAtMs: madeMs,
            untilMs: madeMs + dayMs,
          }),
          job("printed", "printed"),
          job("queued", "queued"),
          put("rateLimit", { bucket: "window", count: 1, endsMs: madeMs + dayMs }),
          put("session", {
            id: "session",
            kind: "public",
            who: "somebody",
            grant: null,
            label: "",
            bornMs: madeMs,
            seenMs: madeMs,
            verifiedMs: null,
            endsMs: madeMs + dayMs,
          }),
          put("challenge", {
            value: "challenge",
            session: "session",
            purpose: "sign_in",
            action: "",
            endsMs: madeMs + dayMs,
          }),
          put("code", {
            id: "code",
            session: "session",
            purpose: "contact",
            channel: "sms",
            to: "",
            mac: "",
            tries: 0,
            sentAtMs: madeMs,
            handedAtMs: null,
            endsMs: madeMs + dayMs,
          }),
          put("proof", { session: "session", about: "", kind: "sms", ref: "", atMs: madeMs }),
          put("enrolCode", { mac: "enrol", purpose: "device", doc: "{}", by: "", endsMs: madeMs + dayMs }),
          put("pulseSample", { atMs: madeMs, branch: "SGR-HQ1", waiting: 1, numbers: 1, served: 0 }),
          put("notice", {
            id: "notice",
            purpose: "booked",
            subject: "subject",
            bookingId: "booking",
            sealed: Buffer.alloc(0),
            state: "sent",
            atMs: madeMs,
          }),
        ],
        answer: null,
      }),
    ),
  );
  const names = (sql: string) => branch.db.query(sql).values().flat();
  return {
    /** What is left when the cleaning has run so long after the rows were made. */
    after: async (ageMs: number) => {
      branch.clock.set(madeMs + ageMs);
      await branch.scheduler.runDue();
      return [
        ...names("SELECT key FROM idempotency"),
        ...names("SELECT id FROM device_job ORDER BY id"),
        ...names("SELECT id FROM notice"),
        ...names("SELECT id FROM gate_command ORDER BY id"),
        ...names("SELECT question FROM registry_cache"),
        ...names("SELECT bucket FROM rate_limit"),
        ...names("SELECT id FROM session"),
        ...names("SELECT value FROM challenge"),
        ...names("SELECT id FROM code"),
        ...names("SELECT kind FROM proof"),
        ...names("SELECT mac FROM enrol_code"),
        ...names("SELECT branch FROM pulse_sample"),
      ];
    },
  };
};

test("a command's answer is kept for seven days, so that a late retry still finds it, and no longer", async () => {
  const { after } = await setupOldRows();
  expect(await after(7 * dayMs)).toContain("key");
  expect(await after(7 * dayMs + 3_600_000)).not.toContain("key");
});

test("done jobs and notices go after thirty days, and what lanes were told; a job that waits stays, and a command without an end", async () => {
  const { after } = await setupOldRows();
  expect(await after(30 * dayMs)).toEqual(["printed", "queued", "notice", "passed", "sent"]);
  expect(await after(30 * dayMs + 3_600_000)).toEqual(["queued", "sent"]);
});

test("a registry's answer is kept for as long as it may count", async () => {
  const { after } = await setupOldRows();
  expect(await after(dayMs)).toContain("question");
  expect(await after(dayMs + 3_600_000)).not.toContain("question");
});

test("a hall's figures are kept for the charts of eight days", async () => {
  const { after } = await setupOldRows();
  expect(await after(8 * dayMs)).toContain("SGR-HQ1");
  expect(await after(8 * dayMs + 3_600_000)).not.toContain("SGR-HQ1");
});

test("a limit goes when its window has ended", async () => {
  const { after } = await setupOldRows();
  expect(await after(dayMs)).toContain("window");
  expect(await after(dayMs + 3_600_000)).not.toContain("window");
});

test("sessions, challenges and codes go when they have ended, a proof after a day", async () => {
  const { after } = await setupOldRows();
  expect(await after(dayMs)).toEqual(
    expect.arrayContaining(["session", "challenge", "code", "sms", "enrol"]),
  );
  const left = await after(dayMs + 3_600_000);
  expect(left).toContain("code");
  for (const gone of ["session", "challenge", "sms", "enrol"]) expect(left).not.toContain(gone);
});

test("only rows that never enter the log go by age: a logged one would come back with the next rebuild", () => {
  const byAge = Object.keys(policies).filter((name) => policyOf(name).retention.by === "age");
  expect(byAge, "a new one needs a test above").toEqual([
    "session",
    "challenge",
    "code",
    "proof",
    "enrolCode",
    "idempotency",
    "deviceJob",
    "notice",
    "rateLimit",
    "pulseSample",
    "gateCommand",
    "registryCache",
  ]);
  expect(byAge.filter((name) => policyOf(name).kind !== "local")).toEqual([]);
});
