import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseConfig } from "./config";
import { orThrow } from "../sync/core/result";
import { devicesFound } from "./doctor-devices";

const configured = (sections: string) =>
  orThrow(
    parseConfig(
      `role = "branch"\nbranch = "SGR-HQ1"\nalias = 2\ndata = "node"\npublic_url = "http://localhost"\n` +
        `[listen]\nport = 8081\n${sections}`,
    ),
  );

test("devices that are configured and not there, and those that are there and not configured, are told by name", async () => {
  const root = mkdtempSync(join(tmpdir(), "sto-dev-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "dev/usb"), { recursive: true });
  writeFileSync(join(root, "dev/usb/lp7"), "");
  const lane = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void lane.close());
  await new Promise((up) => lane.once("listening", up));
  const { port } = lane.address() as { port: number };

  const findings = await devicesFound(
    configured(
      `[[printers]]\nid = "hall"\nname = "H"\ndevice = "${root}/dev/usb/lp7"\n` +
        `[[printers]]\nid = "door"\nname = "D"\nserial = "/dev/imm/none"\nbaud = 9600\nspare_for = "hall"\n` +
        `[[lanes]]\nid = "l1"\nname = "L"\ndirection = "in"\nhost = "127.0.0.1"\nport = ${port}\n`,
    ),
    root,
  );
  expect(findings).toEqual([
    { level: "good", what: `printer hall: ${root}/dev/usb/lp7 is there` },
    {
      level: "bad",
      what: "printer door: there is no /dev/imm/none",
      next: "Is it on and plugged in? Look at [[printers]].",
    },
    { level: "good", what: `lane l1: answers at 127.0.0.1 port ${port}` },
    {
      level: "look",
      what: "/dev/usb/lp7: a USB printer that the configuration does not name",
      next: "If it belongs to this branch, give it a section of its own in the configuration.",
    },
  ]);
});
