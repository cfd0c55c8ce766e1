/**
 * A demo's own way in: `/demo/enter?as=officer:rohani&then=/counter` opens a session for an invented officer or device, so that
 * somebody without a passkey at hand can look at every page. Only a child of `sto demo` has this route.
 */
import { Hono } from "hono";
import { ok } from "../../sync/core/result";
import type { Deps } from "../deps";
import { refusal } from "../http/problem";
import type { Env } from "../http/request";
import { callerNamed, giveCookie } from "../identity/cookies";
import { isDevice } from "../identity/session";
import { newToken, openRows } from "../identity/session.usecase";
import { deviceIdOf, grantIdOf } from "./staff";

export const enterRoutes = (deps: Deps) =>
  new Hono<Env>().get("/demo/enter", async (c) => {
    const [role = "", id = ""] = (c.req.query("as") ?? "").split(":");
    const caller = callerNamed(role) ?? "staff";
    if (caller === "public") return c.text("as=officer:rohani, as=kiosk:1", 400);
    const token = newToken(deps);
    const isStaff = !isDevice(caller);
    const command = { actor: { kind: "system", task: "demo" }, requestId: deps.newId() } as const;
    const opened = await deps.writer.submit<null, never>(command, (tx) =>
      ok({
        intent: "openSession",
        rows: openRows(tx, token, {
          kind: isStaff ? "staff" : "device",
          who: isStaff ? id : deviceIdOf(deps.self.branch, caller, id),
          grant: isStaff ? grantIdOf(id) : null,
          label: "demo",
          verifiedMs: tx.nowMs,
        }),
        answer: null,
      }),
    );
    // Nobody holds a cookie for a session that may not be there.
    if (!opened.ok) throw refusal(opened.error, {});
    giveCookie(c, deps.self.alias, caller, token);
    const then = c.req.query("then") ?? "/";
    return c.redirect(/^\/(?![/\\])/.test(then) ? then : "/");
  });
