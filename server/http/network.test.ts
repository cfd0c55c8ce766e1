import { describe, expect, test } from "vitest";
import { behindProxies, isNetwork, networkOfAddress } from "./network";

test("addresses of one line are one network, however they are written", () => {
  for (const address of [
    "2001:db8:0:7::1",
    "2001:db8::7:0:0:0:1",
    "2001:0DB8:0000:0007:ffff:ffff:ffff:ffff",
    "2001:db8:0:7::",
  ])
    expect(networkOfAddress(address), address).toBe("2001:db8:0:7::/64");
});

test("short addresses are not cut short: another host of a small network, another network of a host", () => {
  expect(networkOfAddress("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(networkOfAddress("2001:db8::2")).toBe("2001:db8:0:0::/64");
  expect(networkOfAddress("2001:db8::1:0:0:0:1")).toBe("2001:db8:0:1::/64");
  expect(networkOfAddress("::1")).toBe("0:0:0:0::/64");
  expect(networkOfAddress("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

test("an IPv4 address is itself, also when a socket of both kinds tells it as IPv6", () => {
  expect(networkOfAddress("192.0.2.7")).toBe("192.0.2.7");
  expect(networkOfAddress("::ffff:192.0.2.7")).toBe("192.0.2.7");
});

describe("behind proxies", () => {
  const proxies = ["10.0.0.0/8", "192.0.2.7/32", "2001:db8:1::/48"];
  /** The address of a request that comes from `peer` and says this of those before it. */
  const addressFrom = (peer: string, said?: string, networks: readonly string[] = proxies) => {
    const headers = said === undefined ? {} : { "x-forwarded-for": said };
    const request = new Request("http://localhost/", { headers });
    return behindProxies(networks)({ requestIP: () => ({ address: peer }) }).requestIP(request)?.address;
  };

  test("a proxy that the operator named speaks for the one before it, through as many as there are", () => {
    expect(addressFrom("10.1.2.3", "203.0.113.9")).toBe("203.0.113.9");
    expect(addressFrom("::ffff:10.1.2.3", "203.0.113.9")).toBe("203.0.113.9");
    expect(addressFrom("10.1.2.3", "203.0.113.9, 192.0.2.7, 10.9.9.9")).toBe("203.0.113.9");
    expect(addressFrom("2001:db8:1::5", "2001:db8:9::1")).toBe("2001:db8:9::1");
    expect(addressFrom("10.1.2.3"), "it speaks for itself").toBe("10.1.2.3");
  });

  test("what a stranger claims is not believed: only what a proxy added to it", () => {
    expect(addressFrom("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
    expect(addressFrom("10.1.2.3", "198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(addressFrom("10.1.2.3", "10.4.4.4, 203.0.113.9")).toBe("203.0.113.9");
    expect(addressFrom("10.1.2.3", "127.0.0.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(addressFrom("192.0.2.8", "198.51.100.1"), "a neighbour of a proxy is none").toBe("192.0.2.8");
    expect(addressFrom("10.1.2.3", "198.51.100.1", [])).toBe("10.1.2.3");
  });

  test("a header that names no address leaves the last proxy that did", () => {
    for (const said of ["", "unknown", "localhost", "203.0.113.999", "a, b", "203.0.113.9:80", ",,,"])
      expect(addressFrom("10.1.2.3", said), said).toBe("10.1.2.3");
    expect(addressFrom("10.1.2.3", "nonsense, 10.4.4.4")).toBe("10.4.4.4");
  });

  test("a network is an address and a number of bits; anything else is refused before the node starts", () => {
    for (const good of ["10.0.0.0/8", "0.0.0.0/0", "192.0.2.7/32", "2001:db8::/32", "::1/128"])
      expect(isNetwork(good), good).toBe(true);
    for (const bad of [
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0/8",
      "::/129",
      "fe80::1%eth0/64",
      "proxy/8",
      "/8",
      "",
    ])
      expect(isNetwork(bad), bad).toBe(false);
  });
});
