/**
 * A demo's own code: `/demo/key-code` lets the invented person who is signed in enrol a real key, with which they can then do what
 * needs a touch. Only a child of `sto demo` has this route.
 */
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { ok } from "../../sync/core/result";
import type { Deps } from "../deps";
import { ProblemError, refusal } from "../http/problem";
import type { Env } from "../http/request";
import { cookieOf } from "../identity/cookies";
import { newDeviceCode, shownDeviceCode } from "../identity/device";
import { macOfStaffCode } from "../identity/first-admin.usecase";
import { findCaller } from "../identity/session.usecase";
import { keyCodeMs, staffCodeRow } from "../identity/staff-code.usecase";

export const demoKeyRoutes = (deps: Deps) =>
  new Hono<Env>().get("/demo/key-code", async (c) => {
    const { db, clock, self, writer } = deps;
    const token = getCookie(c, cookieOf(self.alias, "staff")) ?? "";
    const known = findCaller({ db, nowMs: clock.nowMs(), branch: self.branch }, "staff", token);
    if (!known.ok) throw new ProblemError({ status: 401, code: "sign_in_required" });
    const code = newDeviceCode(deps.random);
    const doc = { staff: known.value.session.who, how: "administrator" } as const;
    const command = { actor: { kind: "system", task: "demo" }, requestId: deps.newId() } as const;
    const made = await writer.submit<null, never>(command, (tx) =>
      ok({
        intent: "makeKeyCode",
        about: { staff: doc.staff },
        rows: [staffCodeRow(macOfStaffCode(deps, code), doc, "demo", tx.nowMs + keyCodeMs)],
        answer: null,
      }),
    );
    if (!made.ok) throw refusal(made.error, {});
    return c.json({ code: shownDeviceCode(code) });
  });
