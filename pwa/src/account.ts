import { systemRandom } from "../../sync/core/clock";
import { keep, kept } from "./local";

/**
 * Until people sign in, an account is the phone that booked: a random manage token, made once and kept here. Whoever
 * has it may read and change the bookings made with it.
 */
export const asThisPhone = (): string => `Bearer ${manageToken()}`;

const manageToken = (): string => {
  // A browser that keeps nothing still has one token for as long as the page lives.
  tokenOfThisPage ??= kept<string>("manage") ?? base64url(systemRandom.bytes(32));
  keep("manage", tokenOfThisPage);
  return tokenOfThisPage;
};

let tokenOfThisPage: string | undefined;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
