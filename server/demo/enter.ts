/**
 * A demo's own way in: `/demo/enter?as=officer:rohani&then=/counter` opens a session for an invented officer or device, so that
 * somebody without a passkey at hand can look at every page. Only a child of `sto demo` has this route.
 */
import { Hono } from "hono";
import { ok } from "../../sync/core/result";
import type { Deps } from "../deps";
import type { Env } from "../http/request";
import { callerNamed, giveCookie } from "../identity/cookies";
import { isDevice } from "../identity/session";
import { newToken, openRows } from "../identity/session.usecase";
import { grantIdOf } from "./staff";

export const enterRoutes = (deps: Deps) =>
  new Hono<Env>().get("/demo/enter", async (c) => {
    const [role = "", id = ""] = (c.req.query("as") ?? "").split(":");
    const caller = callerNamed(role) ?? "staff";
    if (caller === "public") return c.text("as=officer:rohani, as=kiosk:1", 400);
    const token = newToken(deps);
    const isStaff = !isDevice(caller);
    const command = { actor: { kind: "system", task: "demo" }, requestId: deps.newId() } as const;
    await deps.writer.submit(command, (tx) =>
      ok({
        intent: "openSession",
        rows: openRows(tx, token, {
          kind: isStaff ? "staff" : "device",
          who: isStaff ? id : `${caller}-${id}`,
          grant: isStaff ? grantIdOf(id) : null,
          label: "demo",
          verifiedMs: tx.nowMs,
        }),
        answer: null,
      }),
    );
    giveCookie(c, deps.self.alias, caller, token);
    const then = c.req.query("then") ?? "/";
    return c.redirect(/^\/(?![/\\])/.test(then) ? then : "/");
  });
