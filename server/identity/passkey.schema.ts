/** Passkey ceremonies on the wire. Binary values are base64url; what a browser says beside these is not looked at. */
import * as z from "zod";

const binary = (charsMax: number) =>
  z
    .string()
    .max(charsMax)
    .regex(/^[\w-]*$/);
/** WebAuthn 7.1, step 25: 1023 bytes at most. */
const credentialId = binary(1364);

/** Options of WebAuthn Level 3 as JSON (5.1.8, 5.1.9): the page hands them to the browser as they are. */
export const ceremonyOptions = z.object({ challenge: z.string() }).meta({ id: "CeremonyOptions" });

export const assertionAnswer = z.strictObject({
  id: credentialId,
  response: z.strictObject({
    clientDataJSON: binary(4096),
    authenticatorData: binary(4096),
    signature: binary(4096),
    userHandle: binary(128).nullish(),
  }),
});

export const registrationAnswer = z.strictObject({
  id: credentialId,
  response: z.strictObject({
    clientDataJSON: binary(4096),
    // With the certificates of whoever made the key.
    attestationObject: binary(32_768),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
