/** Applicants with browsers of their own, software keys, and a spool folder as the gateway, for tests. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { uuidv7 } from "../../sync/core/ids";
import { setupNotify } from "../notify/notify.fixture";
import { spoolChannel } from "../notify/spool";
import type { Json, TestBranch, TestBranchOptions } from "../testing";
import { handedOverRows } from "./code.usecase";
import { cookieOf } from "./cookies";
import { type KeyOptions, type SoftKey, softKey, type UseOptions } from "./passkey.fixture";

/** Somebody's browser at a node: it keeps its cookie, and sends it. */
export const browserAt = (node: Pick<TestBranch, "app" | "deps" | "clock" | "random">) => {
  const { app, deps, clock, random } = node;
  const name = cookieOf(deps.self.alias, "public");
  const origin = deps.self.publicUrl;
  let cookie: string | undefined;

  const send = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Json }> => {
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        origin,
        "content-type": "application/json",
        "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/156.0",
        "idempotency-key": uuidv7(clock.nowMs(), random),
        ...(cookie ? { cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const given = response.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
    if (given) cookie = given.split(";")[0];
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Json) };
  };
  const post = (path: string, body: unknown = {}) => send("POST", path, body);
  const here = (use: UseOptions = {}): UseOptions => ({ origin, ...use });

  return {
    send,
    post,
    get: (path: string) => send("GET", path),
    cookie: () => cookie,
    /** Comes back with an older cookie: a copy that somebody took. */
    withCookie: (older: string | undefined) => {
      cookie = older;
    },
    /** Makes a passkey on this device. */
    enrol: async (options: KeyOptions & { readonly name?: string } = {}) => {
      const begun = await post("/account/passkeys/options");
      if (begun.status !== 200) return { ...begun, key: undefined, options: begun.body as Json };
      const key = softKey(random, begun.body.user.id as string, options);
      const answer = key.register(begun.body.challenge as string, here());
      const kept = await post("/account/passkeys", { answer, name: options.name ?? "telefon", lang: "ms" });
      return { ...kept, key, options: begun.body as Json };
    },
    signIn: async (
      key: Pick<SoftKey, "use">,
      { again, ...use }: UseOptions & { readonly again?: true } = {},
    ) => {
      const asked = again ? { again } : {};
      const { body } = await post("/sign-in/options", asked);
      return post("/sign-in", { answer: key.use(body.challenge as string, here(use)), ...asked });
    },
  };
};

export type Browser = ReturnType<typeof browserAt>;

export const setupPeople = async (options: TestBranchOptions = {}) => {
  const node = await setupNotify({ ...options, whenHanded: handedOverRows });
  const dir = join(node.dir, "spool");
  const notify = node.start([spoolChannel("sms", dir), spoolChannel("email", dir)]);
  node.deps.channels.attach(notify);
  onTestFinished(() => node.stop(notify));

  const messages = (): readonly { to: string; body: string; purpose: string }[] =>
    ["sms", "mail"].flatMap((folder) => {
      try {
        const files = readdirSync(join(dir, folder)).toSorted();
        return files.map((file) => JSON.parse(readFileSync(join(dir, folder, file), "utf8")));
      } catch {
        return [];
      }
    });
  /** All messages, once there are so many. */
  const post = async (count: number) => {
    await expect.poll(() => messages().length, { interval: 5 }).toBe(count);
    await expect.poll(() => unsent(), { interval: 5 }).toBe(0);
    return messages();
  };
  const unsent = () =>
    node.db.query<{ n: number }, []>("SELECT count(*) AS n FROM notice WHERE state = 'queued'").get()!.n;
  /** The newest code that came to an address, when so many messages have come in all. */
  const codeTo = async (to: string, count: number): Promise<string> => {
    const mine = (await post(count)).filter((message) => message.to === to && message.purpose === "code");
    return /\b\d{8}\b/.exec(mine.at(-1)!.body)![0];
  };
  /** A browser with a session. */
  const browser = async () => {
    const made = browserAt(node);
    await made.post("/session");
    return made;
  };
  return { ...node, browser, messages, post, codeTo };
};

export type People = Awaited<ReturnType<typeof setupPeople>>;

/** Proves a contact; so many messages have come before. */
export const prove = async (
  people: People,
  browser: Browser,
  kind: "sms" | "email",
  to: string,
  before: number,
) => {
  const sent = await browser.post("/account/contacts/codes", { kind, to, lang: "ms" });
  if (sent.status !== 202) return sent;
  const code = await people.codeTo(to, before + 1);
  return browser.post("/account/contacts", { kind, to, code, lang: "ms" });
};

/** Reads the codes that come to an address, one after another. */
export const inboxOf = (people: Pick<People, "messages">) => {
  const read = new Map<string, number>();
  return async (to: string): Promise<string> => {
    const known = read.get(to) ?? 0;
    const codes = () => people.messages().filter((each) => each.to === to && each.purpose === "code");
    await expect.poll(() => codes().length, { interval: 5 }).toBe(known + 1);
    read.set(to, known + 1);
    return /\b\d{8}\b/.exec(codes().at(-1)!.body)![0];
  };
};
