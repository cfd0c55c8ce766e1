/** Where a request comes from, as coarse as limits need it. */
import { BlockList, isIP } from "node:net";
import type { Context } from "hono";

/** What the listening socket tells of a request: routes find it in their environment. */
export interface Peers {
  requestIP(request: Request): { readonly address: string } | null;
}

/** The address of who asks, behind the proxies that the operator named. Undefined: there is no socket. */
export const addressOf = (c: Context): string | undefined =>
  (c.env as Partial<Peers> | undefined)?.requestIP?.(c.req.raw)?.address;

/** The network of who asks. `local` when there is no socket. */
export const networkOf = (c: Context): string => {
  const address = addressOf(c);
  return address === undefined ? "local" : networkOfAddress(address);
};

/**
 * Sees through the proxies of these networks (CIDR): what one of them appended to X-Forwarded-For is believed, from the right
 * up to the first address that is no proxy. Whatever stands left of that, or comes from anybody else, is what a stranger claims.
 */
export const behindProxies = (networks: readonly string[]): ((socket: Peers) => Peers) => {
  if (networks.length === 0) return (socket) => socket;
  const proxies = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    proxies.addSubnet(address, Number(bits), familyOf(address));
  }
  const isProxy = (address: string): boolean => proxies.check(address, familyOf(address));
  return (socket) => ({
    requestIP: (request) => {
      const peer = socket.requestIP(request);
      if (peer === null) return null;
      const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
      let address = plain(peer.address);
      while (isProxy(address)) {
        const next = hops.pop();
        // Nobody before the proxy, or no address: then it speaks for itself.
        if (next === undefined || isIP(next) === 0) break;
        address = next;
      }
      return { address };
    },
  });
};

/** Whether this is a network as `behindProxies` takes it: `10.0.0.0/8`, `2001:db8::/32`. */
export const isNetwork = (text: string): boolean => {
  const [, address = "", bits = ""] = /^([^/%]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
};

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Without the zone of a link, and an IPv4 address as itself also where a socket of both kinds tells it as IPv6. */
const plain = (address: string): string => {
  const bare = address.split("%")[0]!;
  return /:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1] ?? bare;
};

/**
 * An IPv4 address, also one written as IPv6 (`::ffff:192.0.2.1`), or the /64 of an IPv6 one (RFC 4291, 2.2): what one line is
 * given, so that a household is one network however its addresses are shortened.
 */
export const networkOfAddress = (address: string): string => {
  const bare = plain(address);
  if (!bare.includes(":")) return bare;
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
