/**
 * What a browser says a passkey was used for (`clientDataJSON`, WebAuthn 5.8.1), read before the library sees it: the library lets
 * `crossOrigin` pass in both ceremonies and looks at `topOrigin` in one of them only. Our pages are never in a frame of
 * another site, so both are refused.
 */
import { err, ok, type Result } from "../../sync/core/result";
import { type PasskeyRefused, refused } from "./passkey";

export interface ClientData {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
}

export const readClientData = (base64url: string): Result<ClientData, PasskeyRefused> => {
  if (!isBase64url(base64url)) return err(refused("clientDataJSON is not base64url"));
  const { type, challenge, origin, crossOrigin, topOrigin } = fieldsOf(base64url);
  if (typeof type !== "string" || typeof challenge !== "string" || typeof origin !== "string")
    return err(refused("clientDataJSON lacks a field"));
  if (crossOrigin !== undefined && crossOrigin !== false) return err(refused("used in another site's frame"));
  if (topOrigin !== undefined) return err(refused("used under another site"));
  return ok({ type, challenge, origin });
};

/** The challenge that an answer names, whatever else is wrong with it: it is used up all the same. Empty: none. */
export const challengeIn = (base64url: string): string => {
  const { challenge } = fieldsOf(base64url);
  return typeof challenge === "string" ? challenge : "";
};

const fieldsOf = (base64url: string): { readonly [name: string]: unknown } => {
  try {
    return Object(JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"))) as Record<
      string,
      unknown
    >;
  } catch {
    return {};
  }
};

/** Base64url in its one spelling: no padding, no bits beyond the last byte. */
export const isBase64url = (text: string): boolean =>
  /^[\w-]+$/.test(text) && Buffer.from(text, "base64url").toString("base64url") === text;
