import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { discover, notConfigured } from "./discovery";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sto-dev-"));
  for (const folder of ["dev/usb", "dev/serial/by-id", "dev/imm"])
    mkdirSync(join(root, folder), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));
const file = (path: string) => writeFileSync(join(root, path), "");
const link = (path: string, to: string) => symlinkSync(to, join(root, path));

test("a printer on USB is found once, by the name that our rule gives it", () => {
  file("dev/usb/lp0");
  file("dev/usb/hiddev0");
  link("dev/imm/printer0", "../usb/lp0");
  expect(discover(root)).toEqual([
    { kind: "usb_printer", path: "/dev/imm/printer0", names: ["/dev/imm/printer0", "/dev/usb/lp0"] },
  ]);
});

test("a serial device is found by maker and number, and by the port it has at the moment", () => {
  file("dev/ttyUSB0");
  link("dev/serial/by-id/usb-FTDI_A9007-if00-port0", "../../ttyUSB0");
  const [scanner] = discover(root);
  expect(scanner).toMatchObject({ kind: "serial", path: "/dev/serial/by-id/usb-FTDI_A9007-if00-port0" });
  expect(scanner?.names).toContain("/dev/ttyUSB0");
});

test("a name that a pulled device left behind is no device; a machine without any has none", () => {
  link("dev/imm/scanner0", "../ttyACM3");
  expect(discover(root)).toEqual([]);
  expect(discover(join(root, "dev/usb"))).toEqual([]);
});

test("what the configuration names by any of its names is not told as new", () => {
  file("dev/usb/lp0");
  file("dev/usb/lp1");
  link("dev/imm/printer0", "../usb/lp0");
  const found = discover(root);
  expect(notConfigured(found, ["/dev/usb/lp0"]).map(({ path }) => path)).toEqual(["/dev/usb/lp1"]);
  expect(notConfigured(found, ["/dev/imm/printer0", "/dev/usb/lp1"])).toEqual([]);
});
