/** What `sto verify` asks beyond a branch's own files: headquarters' sums of the same rows. */
import { systemRandom } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import type { Credentials } from "../sync/credentials";
import { httpTransport } from "../sync/http-transport";
import { ed25519Signer } from "../sync/request-signing";
import { type Compared, compareSums, sumsOf } from "../sync/sums";
import type { Transport, TransportError } from "../sync/transport";
import type { Config } from "./config";

/** The line on which a node's own signed questions go to headquarters; undefined for a node that has none. */
export const lineOf = (
  { alias, hq }: Config,
  { logSeed }: Pick<Credentials, "logSeed">,
): Transport | undefined =>
  hq &&
  httpTransport({
    url: hq.url,
    self: { alias, sign: ed25519Signer(logSeed).sign },
    audience: hq.alias,
    timers: systemTimers,
    random: systemRandom,
  });

/** Compares a branch's file with headquarters. */
export const compareWithHq = async (
  file: string,
  { branch, alias }: { readonly branch: string; readonly alias: number },
  line: Pick<Transport, "sums">,
): Promise<Compared | { readonly type: "NotAnswered"; readonly error: TransportError }> => {
  const answered = await line.sums();
  if (!answered.ok) return { type: "NotAnswered", error: answered.error };
  return compareSums(await sumsOf(file, branch, alias), answered.value.sums);
};
