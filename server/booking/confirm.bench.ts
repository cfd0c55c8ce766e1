/** Bookings per second over HTTP, everything included, beside a bare Hono handler that commits one row with FULL. */
import { startBenchServer, residentMb } from "../../.dev/bench-process";
import { figure, median, quantile, type Bench } from "../../.dev/figure";
import { closedLoop, openLoop, request } from "../../.dev/load";
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
    const bookings = await holdMany(branch.port, rounds * perRound + 1400);
    const body = JSON.stringify({ who: "SITI BINTI AHMAD", slot: "x".repeat(40), note: "y".repeat(200) });
    const headers = { "content-type": "application/json" };
    const rows = Array.from({ length: perRound }, () => request("POST", "/row", headers, body));
    const thin = Array.from({ length: perRound * 4 }, () => request("POST", "/thin", headers, body));
    const rates = { bare: [] as number[], thin: [] as number[], confirm: [] as number[] };
    let next = 0;
    for (let round = 0; round < rounds; round++) {
      rates.bare.push((await closedLoop(bare.port, clients, rows)).perSecond);
      rates.thin.push((await closedLoop(branch.port, clients, thin)).perSecond);
      const done = await closedLoop(branch.port, clients, bookings.slice(next, (next += perRound)));
      if (done.statuses.get(201) !== perRound)
        throw new Error(`confirmations answered ${JSON.stringify([...done.statuses])}`);
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
      "thin group commit over HTTP, 64 clients",
      median(rates.thin),
      "commits/s",
      baseline,
      "ratio ≥ 6",
    );
    const open = await openLoop(branch.port, clients, bookings.slice(next), median(rates.confirm) * 0.7);
    yield figure("confirm p99, open loop at 70 %", quantile(open.latenciesMs, 0.99), "ms", null, "≤ 25 ms");
    yield figure("memory of a branch under load", await residentMb(branch.pid), "MB", null, "≤ 150 MB");
  } finally {
    await bare.stop();
    await branch.stop();
  }
};

/** Takes holds for distinct phones and people, and makes the confirming request of each. */
const holdMany = async (port: number, count: number): Promise<readonly Buffer[]> => {
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
  const requests: Buffer[] = [];
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
    const body = {
      holdId,
      lang: "ms",
      kind: "citizen",
      contact: { email: `p${at}@example.com` },
      parties: [person],
      consent: true,
    };
    requests.push(request("POST", "/api/v1/bookings", headers(), JSON.stringify(body)));
  }
  return requests;
};
