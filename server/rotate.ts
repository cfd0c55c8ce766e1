/**
 * `sto rotate`: new keys for a node's log, slips and box. They are made on the box and lie beside the old ones; the node asks for them
 * when it starts next, and takes them when headquarters has said so (`sync/rotation.ts`).
 */
import { existsSync } from "node:fs";
import { systemRandom } from "../sync/core/clock";
import { keyPlace, makeComingKeys, systemdName } from "../sync/credentials";
import type { Config } from "./config";

/** Resolves to the exit code. */
export const rotateKeys = ({ data, role, hq }: Config): number => {
  const { store, file } = keyPlace(data);
  if (role === "branch" && !hq)
    return failed("this branch stands alone: nobody else knows its keys", "sto enrol makes it a node.");
  if (!existsSync(file))
    return failed(`${data} holds no node`, "Check `data` in the configuration; nothing was changed.");
  if (store === "systemd")
    return failed(
      "the keys lie in systemd's store, which only the machine's administrator writes",
      `Copy ${file} to ${data} as credentials.json (mode 600), take ${systemdName} out of the unit, run this again and restart the node; when it says that it has new keys, put the file back into the store.`,
    );
  const isFresh = makeComingKeys(data, systemRandom);
  console.log(
    isFresh
      ? "New keys are made. Restart the node: it asks headquarters for them, and goes on with the old ones until headquarters has said yes."
      : "New keys are made already, and wait for headquarters' word. Restart the node if it has not been restarted since; sto doctor says how the line stands.",
  );
  return 0;
};

const failed = (what: string, next: string): number => {
  console.error(`sto: ${what}.\n${next}`);
  return 1;
};
