import { signal } from "@preact/signals";

const query = globalThis.matchMedia?.("(max-width: 22.49rem)");

/** True below 360 px, which 400 % zoom on a laptop also is: grids become lists. */
export const isNarrow = signal(query?.matches ?? false);

query?.addEventListener("change", () => {
  isNarrow.value = query.matches;
});
