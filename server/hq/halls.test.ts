import { expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { setupCountry } from "../booking/country.fixture";
import { minuteMs, rohani } from "../queue/hall.fixture";
import { issueTicket } from "../queue/issue.usecase";
import type { Json, TestBranch } from "../testing";
import { ownPulse } from "./pulse.usecase";

/** A country whose first branch gives out numbers and calls them. */
const setupPhone = async () => {
  const country = await setupCountry();
  const { hq, branches } = country;
  const [branch] = branches;
  branch.db.run("DELETE FROM schedule WHERE task = 'openDays'");
  await branch.scheduler.runDue();
  const counter = ((await branch.call("GET", "/counters", undefined, { as: rohani })).body as Json).items[0]
    .id;
  const officer = async (path: string, body: object): Promise<void> => {
    const { status } = await branch.call("POST", `/counters/${counter}/${path}`, body, { as: rohani });
    expect(status).toBe(200);
  };
  return {
    ...country,
    branch,
    signsOn: () => officer("sign-on", { groups: ["C"] }),
    calls: (body: object = {}) => officer("next", body),
    /** On mobile data: through headquarters. */
    onPhone: (id: string) => hq.call("GET", `/tickets/${id}`),
    /** The branch tells headquarters how it is, as it does every ten seconds. */
    tells: (pendingOut = 0) =>
      hq.deps.pulses.keep(branch.deps.self.alias, {
        pulse: { ...ownPulse(branch.deps), pendingOut },
        atMs: hq.clock.nowMs(),
      }),
  };
};

const comes = async (branch: TestBranch): Promise<string> =>
  orThrow(
    await branch.deps.writer.submit(command(), (tx) => {
      const { rows, jobs, ticketId } = orThrow(
        issueTicket(tx, {
          service: "PLS-LANJUT",
          booking: null,
          appointmentAtMs: null,
          source: "walkin",
          laneBase: "normal",
          claims: [],
          claim: "none",
          people: 1,
          lang: "ms",
        }),
      );
      return ok({ intent: "walkIn", rows, jobs, answer: ticketId });
    }),
  );

test("a phone on mobile data sees place, estimate and the call of its branch through headquarters", async () => {
  const { branch, signsOn, calls, onPhone, settle } = await setupPhone();
  await signsOn();
  await comes(branch);
  const mine = await comes(branch);
  expect((await onPhone(mine)).body.code, "before headquarters heard of it").toBe("ticket_not_found");
  await settle();
  const here = (await branch.call("GET", `/tickets/${mine}`)).body;
  expect(here).toMatchObject({ state: "waiting", ahead: 1, heardAtMs: null });
  const { heardAtMs, ...shown } = (await onPhone(mine)).body;
  expect(heardAtMs).toBeGreaterThan(0);
  const { heardAtMs: _, print, ...same } = here;
  expect(print, "paper is the branch's own matter").toBe("queued");
  expect(shown, "the same as at the branch").toMatchObject(same);

  await calls();
  await settle();
  expect((await onPhone(mine)).body).toMatchObject({ state: "waiting", ahead: 0 });
  await calls({ finish: true, outcome: "done" });
  await settle();
  expect((await onPhone(mine)).body).toMatchObject({ state: "called", counter: "1" });
});

test("what headquarters tells is as old as the branch's last word, and a picture with records on the way is no such word", async () => {
  const { branch, timers, tells, onPhone, settle } = await setupPhone();
  const mine = await comes(branch);
  const cameMs = branch.clock.nowMs();
  await settle();
  const ageMs = async () => timers.nowMs() - (await onPhone(mine)).body.heardAtMs;
  timers.advance(minuteMs);
  expect(await ageMs()).toBe(timers.nowMs() - cameMs);
  tells(3);
  expect(await ageMs()).toBe(timers.nowMs() - cameMs);
  tells();
  expect(await ageMs()).toBe(0);
  timers.advance(31_000);
  expect(await ageMs()).toBe(31_000);
});
