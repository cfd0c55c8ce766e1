/**
 * Availability reads per second over HTTP, beside a bare Hono handler that answers the same bytes. Measured on two busy cores:
 * ratio 0.62 to 0.83; 0.47 before kept answers stood in front of the edge's other work.
 */
import { startBenchServer } from "../../.dev/bench-process";
import { type Bench, figure, median } from "../../.dev/figure";
import { closedLoop, request } from "../../.dev/load";
import { systemClock } from "../../sync/core/clock";
import { addDays, dateOfDayNumber } from "../../sync/core/local-date";

const rounds = 5;
const perRound = 10_000;
const clients = 32;

export const bench: Bench = async function* () {
  const branch = await startBenchServer("branch", "PJY-PPP");
  const today = dateOfDayNumber(Math.floor(systemClock.nowMs() / 86_400_000));
  // What a phone asks for when it turns its calendar: the days of one month.
  const path = `/api/v1/availability?branch=PJY-PPP&service=PMA-BAHARUI&kind=citizen&parties=1&from=${today}&to=${addDays(today, 41)}`;
  const headers = { accept: "application/json" };
  const bytes = Buffer.byteLength(await (await fetch(`http://127.0.0.1:${branch.port}${path}`)).text());
  const bare = await startBenchServer("bare", String(bytes));
  try {
    const asked = Array.from({ length: perRound }, () => request("GET", path, headers));
    const plain = Array.from({ length: perRound }, () => request("GET", "/bytes", headers));
    const rates = { bare: [] as number[], branch: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      rates.bare.push((await closedLoop(bare.port, clients, plain)).perSecond);
      const done = await closedLoop(branch.port, clients, asked);
      if (done.statuses.get(200) !== perRound)
        throw new Error(`answered ${JSON.stringify([...done.statuses])}`);
      rates.branch.push(done.perSecond);
    }
    yield figure(
      `availability of six weeks (${bytes} bytes)`,
      median(rates.branch),
      "answers/s",
      median(rates.bare),
      "ratio ≥ 0.6",
    );
  } finally {
    await branch.stop();
    await bare.stop();
  }
};
