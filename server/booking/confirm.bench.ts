/**
 * Bookings per second over HTTP, everything included, beside a bare Hono handler that commits one row with FULL.
 *
 * Where the time of a confirm goes (profile of Bun 1.4.5, one busy core): deciding 26 %, of it the check of the details 4 %; writing
 * rows, leaf and log 22 %; COMMIT 16 %; reading back what the page shows 15 %; the rest is HTTP and the session.
 */
import { startBenchServer, residentMb } from "../../.dev/bench-process";
import { figure, median, quantile, type Bench } from "../../.dev/figure";
import { closedLoop, type LoadResult, openLoop, request } from "../../.dev/load";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { demoCallers } from "../demo/client";
import { uuidv7 } from "../../sync/core/ids";

const rounds = 5;
const perRound = 600;
const clients = 64;

export const bench: Bench = async function* () {
  const bare = await startBenchServer("bare");
  const branch = await startBenchServer("branch", "PJY-PPP");
  try {
    const visits = await holdMany(branch.port, rounds * perRound + 1400);
    const body = JSON.stringify({ who: "SITI BINTI AHMAD", slot: "x".repeat(40), note: "y".repeat(200) });
    const headers = { "content-type": "application/json" };
    const rows = Array.from({ length: perRound }, () => request("POST", "/row", headers, body));
    const thin = Array.from({ length: perRound * 4 }, () => request("POST", "/thin", headers, body));
    /** Gives the details of these visits, which are proven after that; how fast, and the requests that make the bookings. */
    const give = async (these: readonly HeldVisit[]) => {
      const requests = these.map((each) => each.give);
      const done = await closedLoop(branch.port, clients, requests);
      expectAll(done, 200, requests.length);
      await fetch(`http://127.0.0.1:${branch.port}/prove`, { method: "POST" });
      return { perSecond: done.perSecond, buttons: these.map((each) => each.confirm) };
    };
    const rates = {
      bare: [] as number[],
      thin: [] as number[],
      give: [] as number[],
      confirm: [] as number[],
    };
    let next = 0;
    for (let round = 0; round < rounds; round++) {
      rates.bare.push((await closedLoop(bare.port, clients, rows)).perSecond);
      rates.thin.push((await closedLoop(branch.port, clients, thin)).perSecond);
      const given = await give(visits.slice(next, (next += perRound)));
      rates.give.push(given.perSecond);
      const done = await closedLoop(branch.port, clients, given.buttons);
      expectAll(done, 201, perRound);
      rates.confirm.push(done.perSecond);
    }
    const baseline = median(rates.bare);
    yield figure(
      "confirm over HTTP, 64 clients",
      median(rates.confirm),
      "bookings/s",
      baseline,
      "ratio ≥ 2.0",
    );
    yield figure(
      "details of a visit over HTTP, 64 clients",
      median(rates.give),
      "visits/s",
      baseline,
      "ratio ≥ 2.0",
    );
    yield figure(
      "thin group commit over HTTP, 64 clients",
      median(rates.thin),
      "commits/s",
      baseline,
      "ratio ≥ 6",
    );
    const { buttons } = await give(visits.slice(next));
    const open = await openLoop(branch.port, clients, buttons, median(rates.confirm) * 0.7);
    yield figure("confirm p99, open loop at 70 %", quantile(open.latenciesMs, 0.99), "ms", null, "≤ 25 ms");
    yield figure("memory of a branch under load", await residentMb(branch.pid), "MB", null, "≤ 150 MB");
  } finally {
    await bare.stop();
    await branch.stop();
  }
};

const expectAll = ({ statuses }: LoadResult, status: number, count: number): void => {
  if (statuses.get(status) !== count) throw new Error(`answered ${JSON.stringify([...statuses])}`);
};

/** The two requests of a visit that is held. */
interface HeldVisit {
  readonly give: Buffer;
  readonly confirm: Buffer;
}

/** Takes holds for distinct phones and people. */
const holdMany = async (port: number, count: number): Promise<readonly HeldVisit[]> => {
  const url = `http://127.0.0.1:${port}/api/v1`;
  const day = (days: number) => new Date(systemClock.nowMs() + days * 86_400_000).toISOString().slice(0, 10);
  const slots: string[] = [];
  for (let from = 2; from < 85 && slots.length < count; from++) {
    const answer = await fetch(
      `${url}/availability/day?branch=PJY-PPP&service=PMA-BAHARUI&date=${day(from)}&parties=1&kind=citizen`,
    );
    const { slots: found } = (await answer.json()) as { slots?: { slot: string; free: number }[] };
    for (const { slot, free } of found ?? []) for (let unit = 0; unit < free; unit++) slots.push(slot);
  }
  const visits: HeldVisit[] = [];
  for (const [at, slot] of slots.slice(0, count).entries()) {
    if (at % 200 === 0) await fetch(`http://127.0.0.1:${port}/forget`, { method: "POST" });
    const session = await demoCallers(`http://127.0.0.1:${port}`, "http://localhost")(`public:${at}`);
    const headers = () => ({
      "content-type": "application/json",
      ...session,
      "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
    });
    const answer = await fetch(`${url}/holds`, {
      method: "POST",
      headers: headers(),
      body: JSON.stringify({ slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 }),
    });
    const { holdId } = (await answer.json()) as { holdId?: string };
    if (!holdId) throw new Error(`hold ${at} answered ${answer.status}`);
    const number = `90010114${String(at).padStart(4, "0")}`;
    const person = {
      document: { type: "mykad", number, country: "MYS" },
      name: `PEMOHON ${"ABCDEFGHIJ"[at % 10]}`,
      answers: {},
    };
    const details = {
      lang: "ms",
      kind: "citizen",
      contact: { email: `p${at}@example.com` },
      parties: [person],
      consent: true,
    };
    const path = `/api/v1/holds/${holdId}`;
    visits.push({
      give: request("POST", `${path}/visit`, headers(), JSON.stringify(details)),
      confirm: request("POST", `${path}/confirm`, headers(), "{}"),
    });
  }
  return visits;
};
