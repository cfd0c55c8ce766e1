import type { Cancel, Timers } from "../../sync/core/timers";

/** Longer than anybody needs in a beam: it is stuck, or blocked. */
const beamMsMax = 30_000;

/** Calls back once for a beam that stays broken too long. It counts elapsed time, not what a clock shows. */
export const beamWatch = (timers: Timers) => {
  const names = ["entry", "inside", "exit"];
  const cancels = new Map<number, Cancel>();
  const stop = (bit: number): void => {
    cancels.get(bit)?.();
    cancels.delete(bit);
  };
  return {
    see(beams: number, stuck: (what: string) => void): void {
      for (const [bit, name] of names.entries()) {
        const broken = ((beams >> bit) & 1) === 1;
        if (!broken) stop(bit);
        else if (!cancels.has(bit))
          cancels.set(
            bit,
            timers.after(beamMsMax, () => stuck(`the beam "${name}" is broken for ${beamMsMax / 1_000} s`)),
          );
      }
    },
    reset(): void {
      for (const bit of cancels.keys()) stop(bit);
    },
  };
};
