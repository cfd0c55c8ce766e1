/** Security keys as Chromium plays them (WebDriver, "Virtual Authenticators"): one in the hand of whoever sits at a page. */
import type { CDPSession, Page } from "playwright-core";

/** From now on the page has a key that verifies its holder and is touched by itself. */
export const giveKey = async (page: Page) => {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      // As keys of today: they give a secret of their own for what a device seals (WebAuthn PRF).
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** What a broken or wicked key does: says that nobody was verified, or signs with nothing. */
    misbehave: (how: "bad_verification" | "bogus_signature" | "not_at_all") =>
      cdp.send("WebAuthn.setResponseOverrideBits", {
        authenticatorId,
        isBadUV: how === "bad_verification",
        isBogusSignature: how === "bogus_signature",
      }),
    clear: () => cdp.send("WebAuthn.clearCredentials", { authenticatorId }),
    credentials: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    /** A copy of another key, as it was at that moment. */
    copy: (credential: Parameters<typeof addTo>[2]) => addTo(cdp, authenticatorId, credential),
  };
};

type Credentials = Awaited<ReturnType<typeof send>>["credentials"];
const send = (cdp: CDPSession, authenticatorId: string) =>
  cdp.send("WebAuthn.getCredentials", { authenticatorId });

const addTo = (cdp: CDPSession, authenticatorId: string, credential: Credentials[number]) =>
  cdp.send("WebAuthn.addCredential", { authenticatorId, credential });

/** Presses the button of the question that a request of the staff asks: an invented person's key is made first. */
export const confirmWithKey = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: /^(Sahkan dengan kunci|Demo: buat kunci dan sahkan)$/ }).click();
};
