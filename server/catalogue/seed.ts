import type { Branch, Country, IcaoCode, Service, ServiceGroup, State } from "./catalogue";
import branches from "./seed/branches.json" with { type: "json" };
import countries from "./seed/countries.json" with { type: "json" };
import groups from "./seed/groups.json" with { type: "json" };
import icaoCodes from "./seed/icao-codes.json" with { type: "json" };
import services from "./seed/services.json" with { type: "json" };
import states from "./seed/states.json" with { type: "json" };

/** The catalogue the program ships with; `seed.test.ts` holds its invariants. */
export const seedStates = states as readonly State[];
export const seedBranches = branches as readonly Branch[];
export const seedServices = services as readonly Service[];
export const seedGroups = groups as readonly ServiceGroup[];
export const seedCountries = countries as readonly Country[];
export const seedIcaoCodes = icaoCodes as readonly IcaoCode[];
