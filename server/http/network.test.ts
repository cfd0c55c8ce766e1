import { expect, test } from "vitest";
import { networkOfAddress } from "./network";

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
