import { readdirSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";

/** A device that the system tells of. */
export interface FoundDevice {
  readonly kind: "usb_printer" | "serial" | "other";
  /** Its most lasting name. */
  readonly path: string;
  /** All its names, that one included. */
  readonly names: readonly string[];
}

/**
 * Where udev puts what is fastened to a machine, the most lasting names first: those that our rules give, those by maker and number, and
 * the order in which printers were plugged in. Nothing is asked on the network: mDNS is off, as anybody there could answer.
 */
const places = [
  { folder: "dev/imm", named: /./ },
  { folder: "dev/serial/by-id", named: /./ },
  { folder: "dev/usb", named: /^lp\d+$/ },
] as const;

/** What is fastened to this machine, each device once. `root` is another folder in tests. Opens nothing. */
export const discover = (root = "/"): readonly FoundDevice[] => {
  const namesOf = new Map<string, string[]>();
  for (const { folder, named } of places) {
    for (const name of filesIn(join(root, folder))) {
      const target = named.test(name) ? targetOf(root, join(root, folder, name)) : undefined;
      if (target === undefined) continue;
      const path = `/${folder}/${name}`;
      namesOf.set(target, [...(namesOf.get(target) ?? []), path]);
    }
  }
  return [...namesOf].map(([target, names]) => ({
    kind: /\/lp\d+$/.test(target) ? "usb_printer" : /\/tty[^/]*$/.test(target) ? "serial" : "other",
    path: names[0] ?? target,
    names: [...new Set([...names, target])],
  }));
};

/** Those that no path of the configuration names. */
export const notConfigured = (
  found: readonly FoundDevice[],
  paths: readonly string[],
): readonly FoundDevice[] => found.filter(({ names }) => !names.some((name) => paths.includes(name)));

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    // Most machines have no such folder.
    return [];
  }
};

/** Undefined for a name that was left behind by a device that is gone. */
const targetOf = (root: string, path: string): string | undefined => {
  try {
    return `/${relative(realpathSync(root), realpathSync(path))}`;
  } catch {
    return undefined;
  }
};
