/**
 * The line of a demo branch to headquarters: a wire that the demo room cuts and restores. A cut ends what is under way and lets
 * nothing new through, as a broken cable does.
 */
import { createConnection, createServer, type Socket } from "node:net";

export interface DemoLine {
  readonly port: number;
  readonly state: "up" | "cut";
  set(state: "up" | "cut"): void;
  close(): void;
}

/** A wire from a free port of its own to headquarters' port. */
export const startLine = async (toPort: number): Promise<DemoLine> => {
  let state: "up" | "cut" = "up";
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "cut") return near.destroy();
    const far = createConnection({ host: "127.0.0.1", port: toPort });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const drop = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    get state() {
      return state;
    },
    set: (next) => {
      state = next;
      if (next === "cut") drop();
    },
    close: () => {
      drop();
      server.close();
    },
  };
};
