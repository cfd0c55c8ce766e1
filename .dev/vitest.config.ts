import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

/** Tests with whole processes and Chromium: two files at a time, after the others; mostly they wait for each other's pages. */
const rooms = ["pwa/browser/**/*.test.ts", "server/{process,binary,replication}.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "code",
          root,
          include: ["{server,pwa,sync,hardware,drizzle}/**/*.test.{ts,tsx}"],
          exclude: rooms,
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "rooms",
          root,
          include: rooms,
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A shared build machine may starve a browser for seconds: one second chance there, none at a desk.
          retry: process.env["CI"] ? 1 : 0,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
