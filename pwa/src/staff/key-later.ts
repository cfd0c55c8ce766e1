/** What `key.ts` does, loaded when somebody reaches for their key: the counter's page stays light. */
import type * as Key from "./key";

const load = (): Promise<typeof Key> => import("./key");

export const comeIn: typeof Key.comeIn = async (...how) => (await load()).comeIn(...how);
export const stepUp: typeof Key.stepUp = async (asked) => (await load()).stepUp(asked);
export const makeDemoKey: typeof Key.makeDemoKey = async () => (await load()).makeDemoKey();
export const hasKey: typeof Key.hasKey = async () => (await load()).hasKey();
