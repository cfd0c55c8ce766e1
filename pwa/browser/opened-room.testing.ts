/**
 * Before the rooms of a run: a demo opens its days once, and is stopped. Each room of the same day begins with a copy of its folder,
 * as a demo that was started before: opening the days anew takes longer than many tests.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { roomDate, startDemo, sixFreePorts } from "./demo.testing";

declare module "vitest" {
  interface ProvidedContext {
    readonly openedRoom: { readonly folder: string; readonly date: string };
  }
}

export const setup = async ({ provide }: TestProject): Promise<() => void> => {
  const folder = mkdtempSync(join(tmpdir(), "sto-opened-"));
  const date = roomDate();
  const demo = startDemo(sixFreePorts(), folder);
  await demo.ready;
  await demo.stop();
  provide("openedRoom", { folder, date });
  return () => rmSync(folder, { recursive: true, force: true });
};
