/**
 * The list of makers of security keys: a BLOB of the FIDO Metadata Service 3, stored as a file by the operator and verified here.
 * No network: a branch goes on with the list it has, and says when that one is past its day.
 */
import { verify, X509Certificate } from "node:crypto";
import { SettingsService } from "@simplewebauthn/server";
import { err, ok, type Result } from "../../sync/core/result";
import { chainsTo } from "./attestation-chain";

export interface Maker {
  readonly aaguid: string;
  readonly name: string;
  /** DER certificates that its keys' attestations lead to. */
  readonly roots: readonly Uint8Array[];
  readonly isCompromised: boolean;
}

export interface MakerList {
  /** Serial number of the BLOB. */
  readonly no: number;
  /** The day a newer one is out. */
  readonly nextUpdateMs: number;
  readonly makers: ReadonlyMap<string, Maker>;
}

export type ListError = {
  readonly type: "MakerListRefused";
  readonly why: "malformed" | "untrusted" | "signature";
};

/** Who publishes the list. The root is one that signs for anybody who pays, so the name counts as much. */
export interface Publisher {
  /** The host in the signing certificate. */
  readonly host: string;
  /** DER. */
  readonly roots: readonly Uint8Array[];
}

/**
 * Reads a BLOB (a JWT, FIDO Metadata Service 3.1.7): its certificates must lead to a pinned root, the first must be the
 * publisher's, and the signature must be its. By default that is the FIDO Alliance, whose roots the library ships.
 */
export const readMakerList = (
  blob: string,
  nowMs: number,
  publisher: Publisher = fidoAlliance(),
): Result<MakerList, ListError> => {
  const [head = "", body = "", signature = ""] = blob.trim().split(".");
  const header = jsonOf(head) as { alg?: unknown; x5c?: unknown } | undefined;
  const payload = jsonOf(body) as Payload | undefined;
  const isSound = Array.isArray(header?.x5c) && Array.isArray(payload?.entries);
  if (!header || !payload || !isSound) return refusedList("malformed");
  const chain = (header.x5c as readonly unknown[]).map((text) => Buffer.from(String(text), "base64"));
  if (!chainsTo(chain, publisher.roots, nowMs)) return refusedList("untrusted");
  const signer = new X509Certificate(chain[0]!);
  if (signer.checkHost(publisher.host) === undefined) return refusedList("untrusted");
  const { publicKey } = signer;
  // The algorithm follows from the pinned certificate's key, never from what the file says of itself.
  const isEc = publicKey.asymmetricKeyType === "ec";
  const key = isEc ? ({ key: publicKey, dsaEncoding: "ieee-p1363" } as const) : publicKey;
  if (header.alg !== (isEc ? "ES256" : "RS256")) return refusedList("signature");
  if (!verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")))
    return refusedList("signature");
  const nextUpdateMs = Date.parse(`${payload.nextUpdate}T00:00:00Z`);
  if (!Number.isInteger(payload.no) || Number.isNaN(nextUpdateMs)) return refusedList("malformed");
  return ok({ no: payload.no, nextUpdateMs, makers: new Map(payload.entries.flatMap(makerOf)) });
};

/** Past its day a list is still used: warn, do not stop a branch. */
export const isPastItsDay = (list: MakerList, nowMs: number): boolean => nowMs >= list.nextUpdateMs;

interface Payload {
  readonly no: number;
  readonly nextUpdate: string;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly aaguid?: string;
  readonly metadataStatement?: {
    readonly description?: string;
    readonly attestationRootCertificates?: readonly string[];
  };
  readonly statusReports?: readonly { readonly status: string }[];
}

/** FIDO Metadata Service 3.1.4: after any of these nobody should trust the model. */
const broken: readonly string[] = [
  "REVOKED",
  "USER_VERIFICATION_BYPASS",
  "ATTESTATION_KEY_COMPROMISE",
  "USER_KEY_REMOTE_COMPROMISE",
  "USER_KEY_PHYSICAL_COMPROMISE",
];

const makerOf = ({ aaguid, metadataStatement, statusReports }: Entry): readonly [string, Maker][] => {
  if (!aaguid || !metadataStatement) return [];
  const roots = metadataStatement.attestationRootCertificates ?? [];
  return [
    [
      aaguid,
      {
        aaguid,
        name: metadataStatement.description ?? aaguid,
        roots: roots.map((text) => Buffer.from(text, "base64")),
        isCompromised: (statusReports ?? []).some(({ status }) => broken.includes(status)),
      },
    ],
  ];
};

const fidoAlliance = (): Publisher => ({
  host: "mds.fidoalliance.org",
  roots: SettingsService.getRootCertificates({ identifier: "mds" }).map(
    (pem) => new X509Certificate(pem).raw,
  ),
});

const jsonOf = (base64url: string): unknown => {
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
};

const refusedList = (why: ListError["why"]) => err({ type: "MakerListRefused", why } as const);
