/**
 * Sign-ins per second, from the browser's answer to the commit that opens the session, beside a bare Hono handler that commits one
 * row with FULL; and what sealing personal data costs a booking. All in one process, 64 requests under way at a time.
 */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { type Bench, figure, median } from "../../.dev/figure";
import { openDb } from "../../drizzle/db";
import { systemClock, systemRandom } from "../../sync/core/clock";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, orThrow, type Result } from "../../sync/core/result";
import { insert, put } from "../../sync/rows";
import { Sealer, type Subject } from "../../sync/sealer";
import { type Tx, Writer } from "../../sync/submit";
import { newHandle } from "./passkey";
import {
  beginAssertion,
  beginRegistration,
  checkAssertion,
  checkRegistration,
} from "./passkey-ceremony.usecase";
import { softKey, testRp } from "./passkey.fixture";
import { planAddPasskey, planUsePasskey } from "./passkey.usecase";
import type { AssertionAnswer } from "./passkey-verify";

const rounds = 5;
const perRound = 600;
const clients = 64;
const session = "bench";
const command = { actor: { kind: "system", task: "bench" }, requestId: "bench" } as const;

export const bench: Bench = async function* () {
  yield* signIns();
  yield* sealing();
};

const signIns: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const node = setupNode(dir);
  const bare = bareApp(dir);
  try {
    for (const [name, algorithm] of [
      ["ES256, as most phones", -7],
      ["Ed25519", -8],
    ] as const) {
      const app = signInApp(node);
      const sign = await enrol(node, algorithm);
      const rates = { bare: [] as number[], signIn: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        const answers = await answersOf(node, sign, perRound);
        rates.bare.push(await perSecond(answers.map((answer) => () => bare.request("/row", asJson(answer)))));
        rates.signIn.push(
          await perSecond(answers.map((answer) => () => app.request("/sign-in", asJson(answer)))),
        );
      }
      yield figure(
        `sign-in with a passkey (${name}): verify, challenge and use committed, 64 clients`,
        median(rates.signIn),
        "sign-ins/s",
        median(rates.bare),
        "ratio ≥ 0.4",
      );
    }
  } finally {
    await node.writer.stop();
    node.db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

const setupNode = (dir: string) => {
  const db = orThrow(openDb(join(dir, "node.db")));
  const random = systemRandom;
  const sealer = new Sealer({ nodeKey: random.bytes(32), indexKey: random.bytes(32) }, random);
  const die = (cause: unknown) => {
    throw cause;
  };
  const writer = new Writer({
    db,
    clock: systemClock,
    random,
    node: 2,
    incarnation: 1,
    branch: "SGR-KLJ",
    die,
  });
  const submit = async <T, E>(plan: (tx: Tx) => Result<Plan<T>, E>) =>
    orThrow(await writer.submit(command, plan));
  return { db, sealer, writer, submit, deps: { writer, rp: testRp } };
};

type Node = ReturnType<typeof setupNode>;

const bareApp = (dir: string) => {
  const db = new Database(join(dir, "bare.db"), { create: true, strict: true });
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run("CREATE TABLE booking (id TEXT PRIMARY KEY, body TEXT NOT NULL)");
  const one = db.query("INSERT INTO booking VALUES (?, ?)");
  return new Hono().post("/row", async (c) => {
    const body = await c.req.json<object>();
    const id = crypto.randomUUID();
    one.run(id, JSON.stringify(body));
    return c.json({ id }, 201);
  });
};

/** What a sign-in route does: the challenge taken out, the signature verified, the use and a session in one commit. */
const signInApp = ({ deps, writer }: Node) =>
  new Hono().post("/sign-in", async (c) => {
    const answer = await c.req.json<AssertionAnswer>();
    const checked = orThrow(
      await checkAssertion(deps, command, { session, purpose: "sign_in", kind: "account", answer }),
    );
    const done = await writer.submit(command, (tx) => {
      const used = planUsePasskey(tx, checked);
      if (!used.ok || used.value.answer.type !== "PasskeyUsed") return used;
      const opened = put("session", {
        id: tx.newId(),
        kind: "public",
        who: used.value.answer.owner.id,
        label: "bench",
        bornMs: tx.nowMs,
        seenMs: tx.nowMs,
        verifiedMs: tx.nowMs,
        endsMs: tx.nowMs,
      });
      return ok({ ...used.value, rows: [...used.value.rows, opened] });
    });
    return c.json(orThrow(done), 201);
  });

const enrol = async ({ deps, submit, db }: Node, algorithm: -7 | -8) => {
  const [owner, handle] = [{ kind: "account", id: `a${algorithm}` } as const, newHandle(systemRandom)];
  const key = softKey(systemRandom, handle, { algorithm, synced: true });
  const asking = { session, purpose: "add_passkey" };
  const begun = orThrow(
    await beginRegistration(deps, command, { ...asking, owner, handle, userName: "STO" }),
  );
  const answer = key.register(begun.challenge);
  const made = orThrow(await checkRegistration(deps, command, { ...asking, answer }));
  const account = { id: owner.id, at: "", state: "active", lang: "ms", handle, createdAtMs: 0, subject: "s" };
  await submit(() =>
    ok({ intent: "test", rows: [insert("account", { ...account, sealed: Buffer.alloc(0) })], answer: null }),
  );
  await submit((tx) => planAddPasskey(tx, owner, made, "bench"));
  if (db.query("SELECT 1 FROM passkey WHERE id = ?").get(made.id) === null) throw new Error("no key");
  return key.use;
};

const answersOf = async ({ deps }: Node, sign: Awaited<ReturnType<typeof enrol>>, count: number) => {
  const begun = await Promise.all(
    Array.from({ length: count }, () => beginAssertion(deps, command, { session, purpose: "sign_in" })),
  );
  return begun.map((options) => sign(orThrow(options).challenge));
};

const asJson = (body: object) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Closed loop of 64: each does the next when its last was answered. */
const perSecond = async (
  work: readonly (() => Response | Promise<Response> | Promise<void>)[],
): Promise<number> => {
  let next = 0;
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let at = next++; at < work.length; at = next++) {
        const response = await work[at]!();
        if (response && response.status !== 201) throw new Error(`answered ${response.status}`);
      }
    }),
  );
  return work.length / ((performance.now() - startMs) / 1000);
};

/** The rows of a booking of one person with its key, personal data sealed; beside the same rows in the clear. */
const sealing: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));
  const node = setupNode(dir);
  try {
    const rates = { plain: [] as number[], sealed: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      rates.plain.push(await bookings(node, plainly));
      rates.sealed.push(await bookings(node, sealedBy(node.sealer)));
    }
    yield figure(
      "bookings' rows with personal data sealed, 64 at a time",
      median(rates.sealed),
      "bookings/s",
      median(rates.plain),
      "ratio ≥ 0.5",
    );
    const [sealed, plain] = [median(rates.sealed), median(rates.plain)];
    yield figure("sealing per booking", (1 / sealed - 1 / plain) * 1e6, "µs", 1e6 / plain, "no target");
  } finally {
    await node.writer.stop();
    node.db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

type Way = (
  tx: Tx,
  identity: string,
) => {
  readonly subject: string;
  readonly rows: readonly RowOp[];
  readonly seal: (table: string, key: string, value: object) => Buffer;
  readonly index: string;
};

const plainly: Way = (tx, identity) => ({
  subject: tx.newId(),
  rows: [],
  seal: (_table, _key, value) => Buffer.from(JSON.stringify(value)),
  index: identity,
});

const sealedBy =
  (sealer: Sealer): Way =>
  (tx, identity) => {
    const index = sealer.blindIndex(identity);
    const { rows, ...subject } = sealer.subjectFor(tx.db, index, tx.newId, tx.nowMs);
    const seal = (table: string, key: string, value: object) =>
      sealer.seal(subject satisfies Subject, table, key, value);
    return { subject: subject.subject, rows, seal, index };
  };

const bookings = ({ submit }: Node, way: Way): Promise<number> =>
  perSecond(
    Array.from({ length: perRound * 2 }, () => async () => {
      await submit((tx) => ok({ intent: "test", rows: rowsOf(tx, way), answer: null }));
    }),
  );

const rowsOf = (tx: Tx, way: Way): readonly RowOp[] => {
  const id = tx.newId();
  const { subject, rows, seal, index } = way(tx, `MYS:mykad:${id}`);
  const contact = { email: "siti.aminah@example.com", phone: "+60123456789" };
  const details = {
    name: "SITI AMINAH BINTI AHMAD",
    document: { type: "mykad", number: id, country: "MYS" },
    index,
  };
  return [
    ...rows,
    insert("booking", {
      id,
      ref: id.slice(-8),
      branch: "SGR-KLJ",
      home: tx.node,
      grp: "A",
      service: "PMA-BAHARUI",
      kind: "citizen",
      slot: "SGR-KLJ/A/29712960",
      startMin: 29_712_960,
      endMin: 29_712_975,
      rev: 1,
      changes: 0,
      account: id,
      lang: "ms",
      createdAtMs: tx.nowMs,
      salt: Buffer.from(tx.random.bytes(16)).toString("base64url"),
      subject,
      sealed: seal("booking", id, { contact }),
    }),
    insert(
      "party",
      {
        booking: id,
        no: 1,
        branch: "SGR-KLJ",
        service: "PMA-BAHARUI",
        account: id,
        state: "confirmed",
        verified: 0,
        contested: 0,
        subject,
        sealed: seal("party", `${id}/1`, details),
      },
      { identityIndex: index },
    ),
  ];
};
