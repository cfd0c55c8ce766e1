/** The parts of `sto.toml` about what reads: scanners, document readers, fingerprints, and the service that compares faces. */
import * as z from "zod";
import { bauds } from "../hardware/serial-link";

const named = {
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().max(60),
  /** Where it stands: `kiosk:` and the name that the kiosk was enrolled by, or a lane's id. */
  for: z.string().min(1).max(60),
  /** Id of a model in the device table. */
  model: z.string().max(40).exactOptional(),
};

/** One way each: a network plug, or a serial line. */
const line = {
  host: z.string().exactOptional(),
  port: z.int().min(1).max(65_535).exactOptional(),
  serial: z.string().exactOptional(),
  baud: z.literal([...bauds]).default(9600),
};

const scanner = z.strictObject({ ...named, ...line });
const reader = z.strictObject({ ...named, ...line, url: z.url().exactOptional() });
const fingerprint = z.strictObject({ id: named.id, name: named.name, url: z.url() });
const matcher = z.strictObject({ url: z.url() });

type Line = Pick<z.infer<typeof reader>, "host" | "port" | "serial" | "url">;

const ways = ({ host, port, serial, url }: Line): number =>
  [host !== undefined && port !== undefined, serial !== undefined, url !== undefined].filter(Boolean).length;

const idsOnce = (all: readonly { readonly id: string }[]): boolean =>
  new Set(all.map(({ id }) => id)).size === all.length;

export const readersSchema = {
  scanners: z
    .array(scanner.refine((one) => ways(one) === 1, "either host and port, or serial"))
    .refine(idsOnce, "each id once")
    .default([]),
  readers: z
    .array(reader.refine((one) => ways(one) === 1, "either url, or host and port, or serial"))
    .refine(idsOnce, "each id once")
    .default([]),
  fingerprints: z.array(fingerprint).refine(idsOnce, "each id once").default([]),
  /** Compares a face or a finger with a document, 1:1; without it every lane sends people to an officer. */
  matcher: matcher.exactOptional(),
};

/** Serial lines with more than one driver, in sentences: each would hear half of what comes. `sections`: by their name in the file. */
export const serialProblems = (sections: {
  readonly [name: string]: readonly { readonly serial?: string }[];
}): readonly string[] => {
  const firstOn = new Map<string, string>();
  const placed = Object.entries(sections).flatMap(([name, all]) =>
    all.map(({ serial }, at) => ({ place: `${name}.${at}`, serial })),
  );
  return placed.flatMap(({ place, serial }) => {
    if (serial === undefined) return [];
    const first = firstOn.get(serial);
    if (first === undefined) firstOn.set(serial, place);
    return first === undefined ? [] : [`${place}.serial is that of ${first}, too: each needs its own`];
  });
};

export const readersKeysAt = (section: PropertyKey | undefined): string[] | undefined => {
  if (section === "scanners") return Object.keys(scanner.shape);
  if (section === "readers") return Object.keys(reader.shape);
  if (section === "fingerprints") return Object.keys(fingerprint.shape);
  if (section === "matcher") return Object.keys(matcher.shape);
  return undefined;
};
