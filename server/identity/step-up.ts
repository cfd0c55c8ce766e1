/**
 * Step-up: a fresh touch of one's own key over exactly what is to be done. Pure; the pages use the names too.
 *
 *   request ─► 403 `step_up` ─► options (challenge = SHA-256(action ‖ nonce)) ─► touch ─► nonce ─► the same request with the nonce
 *
 * What the key signed can be checked for ever with the audit log (security model, 1); the nonce is good once, for five minutes.
 */
import { createHash } from "node:crypto";
import type { Action } from "./challenge";

/** The header in which the request carries the nonce of its step-up. */
export const stepUpHeader = "x-sto-step-up";

/** A request as its step-up names it: the path with `/api/v1`, and SHA-256 of the body's UTF-8 bytes as base64url. */
export interface Act {
  readonly method: string;
  readonly path: string;
  readonly bodyHash: string;
}

export const bodyHashOf = (body: string): string => createHash("sha256").update(body).digest("base64url");

export const actionOf = ({ method, path, bodyHash }: Act): Action => ({ method, path, bodyHash });
