import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

const rooms = "pwa/browser/**/*.test.ts";
const processes = [
  "server/{process,binary,replication,schema,restore,restore-folder,stolen-box,rotate}.test.ts",
  "pwa/build.test.ts",
];

/** Tests with whole processes, Chromium, or the whole build of the pages: two files at a time, after the others: three starve each other on two cores. */
const patient = {
  root,
  pool: "forks",
  maxWorkers: 2,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // A shared build machine may starve a browser for seconds: one second chance there, none at a desk.
  retry: process.env["CI"] ? 1 : 0,
  sequence: { groupOrder: 1 },
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "code",
          root,
          include: ["{server,pwa,sync,hardware,drizzle}/**/*.test.{ts,tsx}"],
          exclude: [rooms, ...processes],
          // Two processes load the program once, not once for each file: a quarter of the time.
          isolate: false,
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...patient, name: "processes", include: processes } },
      {
        test: {
          ...patient,
          name: "rooms",
          include: [rooms],
          globalSetup: "pwa/browser/opened-room.testing.ts",
        },
      },
    ],
  },
});
