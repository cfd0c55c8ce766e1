import { expect, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { azlina, checkOf, minuteMs, rohani, selvam, setupHall } from "./hall.fixture";
import { policyDefault } from "./policy";

/** One word a minute for each counter, most often the usual one. */
const deeds = [
  "next",
  "next",
  "next",
  "next",
  "next",
  "absent",
  "park",
  "unpark",
  "transfer",
  "undo",
  "break",
  "choose",
  "deny",
  "recall",
];

test(
  "a whole day through the API, with all that happens in a hall, calls nobody out of turn",
  { timeout: 180_000 },
  async () => {
    const hall = await setupHall();
    const random = seededRandom(2026);
    const upTo = (count: number) => Math.floor((random.bytes(1)[0]! / 256) * count);
    const farah = "officer:farah";
    const officers = [
      { as: rohani, counter: hall.counter1, groups: ["C"] },
      { as: selvam, counter: hall.counter2, groups: ["C", "E"] },
      { as: farah, counter: hall.counterIds[2]!, groups: ["E"] },
    ];
    for (const { as, counter, groups } of officers) await hall.signsOn(as, counter, groups);

    const come = () => {
      const service = upTo(2) === 0 ? "EP" : "PLS-LANJUT";
      const appointmentAtMs = hall.clock.nowMs() + (upTo(60) - 20) * minuteMs;
      const kinds = [
        {},
        {},
        { claims: ["elderly"], claim: "claimed" },
        { source: "appointment", laneBase: "appointment", appointmentAtMs },
        { source: "late", appointmentAtMs },
      ] as const;
      return hall.comes({ service, ...kinds[upTo(kinds.length)]! });
    };
    const attempt = (as: string, path: string, body: object = {}) => hall.call("POST", path, body, { as });

    for (let minute = 0; minute < 180; minute++) {
      if (upTo(3) > 0) await come();
      if (minute === 90) {
        const policy = { ...policyDefault, version: 2, appointmentLeadMin: 0, priorityInRowMax: 1 };
        const changed = await hall.call(
          "PUT",
          "/branch/policy",
          { policy, reason: "Petang" },
          { as: azlina },
        );
        expect(changed.status).toBe(200);
      }
      hall.clock.advance(minuteMs);
      await Promise.all(
        officers.map(async ({ as, counter }) => {
          const { current, waiting, parked } = await hall.page(as, counter);
          const deed = deeds[upTo(deeds.length)]!;
          const mine = current ? `/tickets/${current.id}` : undefined;
          if (deed === "break" && !current) {
            await attempt(as, `/counters/${counter}/break`);
            await attempt(as, `/counters/${counter}/open`);
          } else if (deed === "choose" && !current && waiting.length > 1) {
            await attempt(as, `/counters/${counter}/call`, { ticket: waiting.at(-1).id, reason: "Kes lama" });
          } else if (deed === "unpark" && parked.length > 0)
            await attempt(as, `/tickets/${parked[0].id}/unpark`);
          else if (mine && deed === "transfer")
            await attempt(as, `${mine}/transfer`, { counter: hall.counter1, reason: "Kes lama" });
          else if (mine && deed === "deny") await attempt(as, `${mine}/priority`, { confirmed: false });
          else if (deed === "undo") {
            const called = await hall.calls(as, counter, { finish: true });
            if (called) await attempt(as, `/tickets/${called.id}/undo`);
          } else if (mine && ["absent", "park", "recall"].includes(deed))
            await attempt(as, `${mine}/${deed}`);
          else await hall.calls(as, counter, { finish: true });
        }),
      );
    }
    const day = hall.db
      .query("SELECT json_extract(doc, '$.kind') AS kind, count(*) AS n FROM ticket_step GROUP BY 1")
      .all();
    const happened = Object.fromEntries(
      (day as { kind: string; n: number }[]).map(({ kind, n }) => [kind, n]),
    );
    const kinds = [
      "absent",
      "call",
      "denyPriority",
      "finish",
      "issue",
      "park",
      "recall",
      "transfer",
      "undo",
      "unpark",
    ];
    expect(Object.keys(happened).sort()).toEqual(kinds);
    const { calls, deviations } = await checkOf(hall);
    expect(calls).toBeGreaterThan(150);
    expect(deviations).toEqual([]);
  },
);
