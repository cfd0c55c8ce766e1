/** Where a request comes from, as coarse as limits need it. */
import type { Context } from "hono";

/** The peer's network. Forwarded headers are not believed. `local` when there is no socket. */
export const networkOf = (c: Context): string => {
  const server = c.env as { requestIP?: (request: Request) => { address: string } | null } | undefined;
  const address = server?.requestIP?.(c.req.raw)?.address;
  return address === undefined ? "local" : networkOfAddress(address);
};

/**
 * An IPv4 address, also one written as IPv6 (`::ffff:192.0.2.1`), or the /64 of an IPv6 one (RFC 4291, 2.2): what one line is
 * given, so that a household is one network however its addresses are shortened.
 */
export const networkOfAddress = (address: string): string => {
  const bare = address.split("%")[0]!;
  if (!bare.includes(":")) return bare;
  const v4 = /:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (v4) return v4;
  const [before = "", after] = bare.split("::");
  const head = groupsOf(before);
  const tail = groupsOf(after ?? "");
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array.from({ length: zeros }, () => "0"), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
};

const groupsOf = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
