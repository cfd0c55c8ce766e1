/**
 * Makes a demo branch usable at any hour: through the API, as its supervisor, it opens today and the next days around the clock,
 * asks no notice of anybody, and puts officers at two counters.
 */
import { uuidv7 } from "../../sync/core/ids";
import { systemClock, systemRandom } from "../../sync/core/clock";

const daysOpen = 3;
const reason = "Demo: open around the clock";

export const openDemoHall = async (url: string): Promise<void> => {
  const catalogue = (await get(url, "/catalogue")) as {
    zone: string;
    services: { code: string; noticeHours: number }[];
  };
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: catalogue.zone }).format(systemClock.nowMs());
  const dates = Array.from({ length: daysOpen }, (_, day) => addDays(today, day));
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
  ];
  const done = (await get(url, "/branch/changes")) as { items: { reason: string; what: { en: string } }[] };
  if (done.items.some((change) => change.reason === `${reason}, ${dates.at(-1)}`)) return;
  for (const change of changes) {
    const preview = (await post(url, "/branch/changes/preview", { change })) as { hash: string };
    await post(url, "/branch/changes", {
      change,
      reason: `${reason}, ${dates.at(-1)}`,
      previewed: preview.hash,
    });
  }
};

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const get = async (url: string, path: string): Promise<unknown> =>
  read(await fetch(`${url}/api/v1${path}`, { headers: supervisor }), path);

const post = async (url: string, path: string, body: unknown): Promise<unknown> =>
  read(
    await fetch(`${url}/api/v1${path}`, {
      method: "POST",
      headers: {
        ...supervisor,
        "content-type": "application/json",
        "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
      },
      body: JSON.stringify(body),
    }),
    path,
  );

const supervisor = { authorization: "Demo supervisor:demo" };

const read = async (answer: Response, path: string): Promise<unknown> => {
  if (!answer.ok)
    throw new Error(
      `the demo hall could not be opened: ${path} answered ${answer.status} ${await answer.text()}`,
    );
  return answer.json();
};
