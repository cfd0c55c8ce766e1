/** Loaded by `bun test` only. */
throw new Error("These tests run on vitest: npm test [-- filter]");
