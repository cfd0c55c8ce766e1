/** What `sto doctor` finds of devices: those that are configured and not there, and those that are there and not configured. */
import { accessSync, constants, existsSync } from "node:fs";
import { connect } from "node:net";
import { discover, notConfigured } from "../hardware/discovery";
import type { Config } from "./config";
import { answerMsMax, bad, type Finding, good, look } from "./finding";

type Devices = Pick<Config, "printers" | "scanners" | "readers" | "lanes">;

interface Wanted {
  /** "printer hall" */
  readonly name: string;
  readonly section: string;
  readonly at: { readonly path: string } | { readonly host: string; readonly port: number };
}

/** `root` is another folder in tests. */
export const devicesFound = async (config: Devices, root = "/"): Promise<readonly Finding[]> => {
  const all = wanted(config);
  const paths = all.flatMap(({ at }) => ("path" in at ? [at.path] : []));
  return [
    ...(await Promise.all(all.map(foundAt))),
    ...notConfigured(discover(root), paths).map(({ kind, path }) =>
      look(
        `${path}: ${kind === "usb_printer" ? "a USB printer" : "a device"} that the configuration does not name`,
        "If it belongs to this branch, give it a section of its own in the configuration.",
      ),
    ),
  ];
};

const wanted = ({ printers, scanners, readers, lanes }: Devices): readonly Wanted[] => [
  ...printers.flatMap((one) =>
    wantedOf("printer", "[[printers]]", { ...one, path: one.device ?? one.serial }),
  ),
  ...scanners.flatMap((one) => wantedOf("scanner", "[[scanners]]", { ...one, path: one.serial })),
  ...readers.flatMap((one) => wantedOf("reader", "[[readers]]", { ...one, path: one.serial })),
  ...lanes.filter(({ emulator }) => !emulator).flatMap((one) => wantedOf("lane", "[[lanes]]", one)),
];

/** Nothing for a device that is reached by a service of its maker. */
const wantedOf = (
  kind: string,
  section: string,
  one: {
    readonly id: string;
    readonly path?: string | undefined;
    readonly host?: string | undefined;
    readonly port?: number | undefined;
  },
): readonly Wanted[] => {
  const name = `${kind} ${one.id}`;
  if (one.path !== undefined) return [{ name, section, at: { path: one.path } }];
  if (one.host === undefined || one.port === undefined) return [];
  return [{ name, section, at: { host: one.host, port: one.port } }];
};

const foundAt = async ({ name, section, at }: Wanted): Promise<Finding> => {
  if ("path" in at) return fileFound(name, section, at.path);
  const place = `${at.host} port ${at.port}`;
  return (await isListening(at.host, at.port))
    ? good(`${name}: answers at ${place}`)
    : bad(`${name}: nobody answers at ${place}`, `Is it on, and on this network? Look at ${section}.`);
};

/** It is not opened: a running node may hold it, and a device has one owner. */
const fileFound = (name: string, section: string, path: string): Finding => {
  if (!existsSync(path))
    return bad(`${name}: there is no ${path}`, `Is it on and plugged in? Look at ${section}.`);
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch {
    return bad(`${name}: ${path} may not be read and written`, "Give sto's user the group of this file.");
  }
  return good(`${name}: ${path} is there`);
};

const isListening = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: answerMsMax });
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.on("connect", () => done(true));
    socket.on("timeout", () => done(false));
    socket.on("error", () => done(false));
  });
