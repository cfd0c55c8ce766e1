/** Where a request comes from, as coarse as limits need it. */
import type { Context } from "hono";

/** The peer's network: an IPv4 address, or the /64 of an IPv6 one. Forwarded headers are not believed. */
export const networkOf = (c: Context): string => {
  const server = c.env as { requestIP?: (request: Request) => { address: string } | null } | undefined;
  const address = server?.requestIP?.(c.req.raw)?.address ?? "local";
  return address.includes(":") && !address.includes(".") ? address.split(":").slice(0, 4).join(":") : address;
};
