/**
 * Makes a demo branch usable at any hour: through the API, as its supervisor, it opens today and the next days around the clock,
 * gives numbers without an appointment from midnight, and asks no notice of anybody. With a seed, a new hall has people waiting.
 */
import { type Clock, type Random, seededRandom, systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { demoCallers, type HeadersAs } from "./client";
import { demoPeople } from "./people";

const daysOpen = 3;
/** A reason is one text, as a supervisor types it. */
const reason = "Demo: dibuka 24 jam / open around the clock";

export interface DemoHallOptions {
  /** Invented people come to a hall that was never opened before; undefined leaves it empty. */
  readonly seed: number | undefined;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly headersAs?: HeadersAs;
  /** How the branch is asked; over its address unless told. */
  readonly ask?: (url: string, init: RequestInit) => Promise<Response> | Response;
}

export const openDemoHall = async (
  url: string,
  {
    seed,
    clock = systemClock,
    random = systemRandom,
    headersAs = demoCallers(url),
    ask = (asked, init) => fetch(asked, init),
  }: DemoHallOptions,
): Promise<void> => {
  const { get, post } = callsTo(url, ask, headersAs, () => uuidv7(clock.nowMs(), random));
  const catalogue = (await get("/catalogue", supervisor)) as {
    zone: string;
    services: { code: string; noticeHours: number }[];
  };
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: catalogue.zone }).format(clock.nowMs());
  const dates = Array.from({ length: daysOpen }, (_, day) => addDays(today, day));
  const lastDate = dates.at(-1)!;
  const changes = [
    ...catalogue.services
      .filter(({ noticeHours }) => noticeHours > 0)
      .map(({ code }) => ({ type: "service", service: code, noticeHours: 0, from: today, to: null })),
    ...dates.map((date) => ({
      type: "special_opening",
      date,
      open: "00:00",
      close: "24:00",
      breaks: [],
      note: { ms: "Demo", en: "Demo" },
    })),
    {
      type: "batches",
      group: null,
      batches: [{ opensAt: "00:00", numbers: 200 }],
      share: { normal: 60, priority: 20, employer: 20 },
      keptForLaneMin: 0,
      from: today,
      to: lastDate,
    },
  ];
  const done = (await get("/branch/changes", supervisor)) as { items: { reason: string }[] };
  if (done.items.some((change) => change.reason === `${reason}, ${lastDate}`)) return;
  for (const change of changes) {
    const preview = (await post("/branch/changes/preview", supervisor, { change }, notHere)) as {
      hash?: string;
    };
    if (preview.hash === undefined) continue;
    await post("/branch/changes", supervisor, {
      change,
      reason: `${reason}, ${lastDate}`,
      previewed: preview.hash,
    });
  }
  if (seed === undefined || done.items.length > 0) return;
  const hall = (await get("/kiosk", kiosk)) as { services: { code: string; numbersLeft: number }[] };
  const services = hall.services.filter(({ numbersLeft }) => numbersLeft > 0).map(({ code }) => code);
  for (const person of demoPeople(seededRandom(seed), services)) await post("/walkins", kiosk, person);
};

/** The catalogue has services of every branch; this one has no counters for the group of some. */
const notHere = "unknown_group";

const supervisor = "supervisor:azlina";
const kiosk = "kiosk:1";

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Requests to a node under `/api/v1`; any refusal is an error but the one whose code the caller knows what to do about. */
export const callsTo = (
  url: string,
  ask: NonNullable<DemoHallOptions["ask"]>,
  headersAs: HeadersAs,
  newKey: () => string,
) => ({
  get: async (path: string, as: string): Promise<unknown> =>
    read(await ask(`${url}/api/v1${path}`, { headers: await headersAs(as) }), path),
  post: async (path: string, as: string, body: unknown, expected?: string): Promise<unknown> =>
    read(
      await ask(`${url}/api/v1${path}`, {
        method: "POST",
        headers: {
          ...(await headersAs(as)),
          "content-type": "application/json",
          "idempotency-key": newKey(),
        },
        body: JSON.stringify(body),
      }),
      path,
      expected,
    ),
});

const read = async (answer: Response, path: string, expected?: string): Promise<unknown> => {
  const body = (await answer.json()) as { readonly code?: string };
  if (answer.ok || (expected !== undefined && body.code === expected)) return body;
  throw new Error(
    `the demo hall could not be opened: ${path} answered ${answer.status} ${JSON.stringify(body)}`,
  );
};
