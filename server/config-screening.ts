/** The parts of `sto.toml` about screening: registries that a branch asks, and whose lists headquarters takes. */
import * as z from "zod";
import { listNames } from "./screening/lists";
import { registryNames } from "./screening/registry";

/** A public key: 32 bytes as base64url. */
const publicKey = z.string().regex(/^[\w-]{43}$/);

const registry = z.strictObject({
  id: z.enum(registryNames),
  url: z.url(),
  /** The key its answers are checked with. */
  key: publicKey,
  /** A traveller waits no longer than this for it. */
  deadline_ms: z.int().min(50).max(10_000).default(1500),
  /** An answer that is kept counts no longer than this. */
  max_age_hours: z.int().min(0).max(72).default(12),
});

const listSource = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  key: publicKey,
  lists: z.array(z.enum(listNames)).min(1),
});

const areOnce = (all: readonly { readonly id: string }[]): boolean =>
  new Set(all.map(({ id }) => id)).size === all.length;

export const screeningSchema = {
  registries: z.array(registry).refine(areOnce, "each id once").default([]),
  list_sources: z.array(listSource).refine(areOnce, "each id once").default([]),
  /** At headquarters: a folder where agencies put their lists down. Relative to this file. */
  lists_inbox: z.string().exactOptional(),
};

export const screeningKeysAt = (section: PropertyKey | undefined): string[] | undefined => {
  if (section === "registries") return Object.keys(registry.shape);
  if (section === "list_sources") return Object.keys(listSource.shape);
  return undefined;
};
