/** A branch with people and officers, as tests meet it: everything through the API, as pages do it. */
import { expect } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { type Json, setupBranch, type TestBranch, type TestBranchOptions } from "../testing";
import { type IssueInput, issueTicket } from "./issue.usecase";

export const rohani = "officer:rohani";
export const selvam = "officer:selvam";
export const azlina = "supervisor:azlina";
export const minuteMs = 60_000;

const somebody: IssueInput = {
  service: "PLS-LANJUT",
  booking: null,
  appointmentAtMs: null,
  source: "walkin",
  laneBase: "normal",
  claims: [],
  claim: "none",
  people: 1,
  lang: "ms",
};

export interface Person {
  readonly ticketId: string;
  readonly number: string;
}

export const setupHall = async (options: TestBranchOptions = {}) => {
  const branch = await setupBranch({ closed: true, ...options });
  // Without days to book: nobody here books, and tests are quicker.
  branch.db.run("DELETE FROM schedule WHERE task = 'openDays'");
  await branch.scheduler.runDue();
  const { items } = (await branch.call("GET", "/counters", undefined, { as: rohani })).body as Json;
  const counterIds = items.map(({ id }: Json) => id) as string[];

  /** Somebody draws a number. */
  const comes = async (input: Partial<IssueInput> = {}): Promise<Person> =>
    orThrow(
      await branch.deps.writer.submit(command(), (tx) => {
        const { rows, jobs, ticketId, number } = orThrow(issueTicket(tx, { ...somebody, ...input }));
        return ok({ intent: "walkIn", rows, jobs, answer: { ticketId, number } });
      }),
    );

  /** Something an officer does, which must succeed. */
  const does = async (as: string, path: string, body: unknown = {}): Promise<Json> => {
    const answer = await branch.call("POST", path, body, { as });
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
    return answer.body;
  };

  /** Something an officer may not do: its status and code. */
  const refused = async (as: string, path: string, body: unknown = {}): Promise<string> => {
    const answer = await branch.call("POST", path, body, { as });
    return `${answer.status} ${answer.body.code}`;
  };

  const signsOn = (as: string, counterId: string, groups: readonly string[]) =>
    does(as, `/counters/${counterId}/sign-on`, { groups });
  const calls = async (as: string, counterId: string, body: Json = {}): Promise<Json> =>
    (await does(as, `/counters/${counterId}/next`, body)).current;
  const page = async (as: string, counterId: string): Promise<Json> =>
    (await branch.call("GET", `/queue?counter=${counterId}`, undefined, { as })).body;
  const ticket = async (ticketId: string): Promise<Json> =>
    (await branch.call("GET", `/tickets/${ticketId}`)).body;
  const display = async (): Promise<Json> =>
    (await branch.call("GET", "/display", undefined, { as: "display:1" })).body;

  return {
    ...branch,
    counterIds,
    counter1: counterIds[0]!,
    counter2: counterIds[1]!,
    comes,
    does,
    refused,
    signsOn,
    calls,
    page,
    ticket,
    display,
  };
};

export type TestHall = Awaited<ReturnType<typeof setupHall>>;

/** What the day's calls look like when they are made once more from the log. */
export const checkOf = async (hall: Pick<TestBranch, "call">, date = "2026-12-07"): Promise<Json> =>
  (await hall.call("GET", `/branch/calls/check?date=${date}`, undefined, { as: azlina })).body;
