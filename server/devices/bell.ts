/** A bell between what happens and the loop that works it off: a ring while nobody listens is heard by the next who does. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once after one that nobody heard. */
  heard(): Promise<void>;
}

export const bell = (): Bell => {
  let rung = false;
  let listener: (() => void) | undefined;
  return {
    ring() {
      if (listener) listener();
      else rung = true;
      listener = undefined;
    },
    heard: () =>
      new Promise((resolve) => {
        if (rung) resolve();
        else listener = resolve;
        rung = false;
      }),
  };
};
