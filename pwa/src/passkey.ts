/** The browser's half of the passkey ceremonies: what the node asks for, handed to the device; what it answers, handed back. */
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import type * as z from "zod";
import type {
  assertionAnswer,
  ceremonyOptions,
  registrationAnswer,
} from "../../server/identity/passkey.schema";
import { err, ok, type Result } from "../../sync/core/result";
import type { Problem } from "./api";

export type CeremonyOptions = z.infer<typeof ceremonyOptions>;

export const hasPasskeys = (): boolean => browserSupportsWebAuthn();

/** A new passkey on this device, or one that the person plugs in. */
export const makePasskey = async (
  options: CeremonyOptions,
): Promise<Result<z.input<typeof registrationAnswer>, Problem>> => {
  type Options = Parameters<typeof startRegistration>[0]["optionsJSON"];
  try {
    const { id, response } = await startRegistration({ optionsJSON: options as Options });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return ok({ id, response: { clientDataJSON, attestationObject, transports } });
  } catch (cause) {
    const known =
      cause instanceof WebAuthnError && cause.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
    return err(problemOf(known ? "passkey_known" : "passkey_unused"));
  }
};

/**
 * A passkey that the person has for this site. `extensions`: what the browser is asked for beside the answer; it is for this device,
 * so it goes to `onExtensions` and never to the node.
 */
export const touchPasskey = async (
  options: CeremonyOptions,
  extensions?: {
    readonly asked: AuthenticationExtensionsClientInputs;
    readonly onExtensions: (id: string, given: AuthenticationExtensionsClientOutputs) => void;
  },
): Promise<Result<z.input<typeof assertionAnswer>, Problem>> => {
  type Options = Parameters<typeof startAuthentication>[0]["optionsJSON"];
  const asked = extensions ? { ...options, extensions: extensions.asked } : options;
  try {
    const { id, response, clientExtensionResults } = await startAuthentication({
      optionsJSON: asked as Options,
    });
    extensions?.onExtensions(id, clientExtensionResults as AuthenticationExtensionsClientOutputs);
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return ok({ id, response: { clientDataJSON, authenticatorData, signature, userHandle } });
  } catch {
    // The browser does not tell why: the person closed the window, or has no key for this site.
    return err(problemOf("passkey_unused"));
  }
};

const problemOf = (code: string): Problem => ({ code, status: 0, requestId: null, errors: [], data: {} });
