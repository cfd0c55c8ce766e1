/** The part of `sto.toml` about gate lanes: each with the address of its controller. */
import * as z from "zod";

const lane = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().max(60),
  /** `border`: a travel document decides; `entrance`: an appointment slip opens the branch. */
  purpose: z.enum(["border", "entrance"]).default("border"),
  direction: z.enum(["in", "out"]),
  /** For families, wheelchairs and companions whom an officer has confirmed. */
  wide: z.boolean().default(false),
  host: z.string(),
  port: z.int().min(1).max(65_535).default(502),
  /** `controller`: a lane controller with the register map; `relay`: coils and contacts before a drive unit. */
  profile: z.enum(["controller", "relay"]).default("controller"),
  unit: z.int().min(0).max(255).default(1),
  /** It stands nowhere: drills are run on it. */
  emulator: z.boolean().default(false),
});

const areOnce = (all: readonly { readonly id: string }[]): boolean =>
  new Set(all.map(({ id }) => id)).size === all.length;

export const lanesSchema = { lanes: z.array(lane).refine(areOnce, "each id once").default([]) };

export const lanesKeysAt = (section: PropertyKey | undefined): string[] | undefined =>
  section === "lanes" ? Object.keys(lane.shape) : undefined;
