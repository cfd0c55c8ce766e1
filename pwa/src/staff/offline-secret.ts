/**
 * The secret that an officer's own key gives with a touch (WebAuthn Level 3, 10.1.4, PRF), for what a tablet seals. It lives in this
 * page's memory alone and is never sent. Keys that cannot give one do without.
 */
export interface OfflineSecret extends SecretOf {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Whose key gives it. */
export interface SecretOf {
  /** Base64url. */
  readonly credential: string;
  readonly rpId: string;
}

let last: OfflineSecret | undefined;

/** Of this key; of whichever was touched last, when none is named. */
export const secretOf = (credential?: string): OfflineSecret | undefined =>
  credential === undefined || last?.credential === credential ? last : undefined;

/** What a ceremony asks the key for; with a new key, that it will give one. */
export const askSecret = { prf: { eval: { first: new TextEncoder().encode("sto-door-list") } } };
export const promiseSecret = { extensions: { prf: {} } };

export const learnSecret = (of: SecretOf, given: AuthenticationExtensionsClientOutputs): boolean => {
  const first = given.prf?.results?.first;
  last = first ? { ...of, bytes: new Uint8Array(first as ArrayBuffer) } : undefined;
  return first !== undefined;
};

/** A touch that is between this tablet and the key: nobody else hears of it, and no network is needed. */
export const touchForSecret = async ({ credential, rpId }: SecretOf): Promise<boolean> => {
  try {
    const touched = (await navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rpId,
        allowCredentials: [{ type: "public-key", id: fromBase64url(credential) }],
        userVerification: "required",
        extensions: askSecret,
      },
    })) as PublicKeyCredential | null;
    return touched !== null && learnSecret({ credential, rpId }, touched.getClientExtensionResults());
  } catch {
    // The browser does not tell why: the window was closed, or it was another key.
    return false;
  }
};

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
