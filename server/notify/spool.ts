/**
 * Messages as files, for the demo and for tests: one JSON file each in `sms/` and `mail/` of a folder, `{to, body, at, purpose}`.
 * Files are in the order of their names.
 */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { NoticeChannel } from "../../sync/core/plan";
import { err, ok } from "../../sync/core/result";
import { brokenField, type Channel } from "./channel";
import { fileErrorCode, putFile } from "./files";

const folders = { sms: "sms", email: "mail" } as const;

/** `dir`: the spool folder. */
export const spoolChannel = (kind: NoticeChannel, dir: string): Channel => ({
  kind,
  send: async (message) => {
    const broken = brokenField(kind, message);
    if (broken) return err(broken);
    const { id, to, subject, body, atMs, purpose } = message;
    const file = {
      to,
      body: subject === "" ? body : `${subject}\n\n${body}`,
      at: new Date(atMs).toISOString(),
      purpose,
    };
    try {
      await putFile(
        join(dir, folders[kind], `${id}.json`),
        JSON.stringify(file),
        join(dir, `.${id}.${kind}`),
      );
      return ok({ delivered: true });
    } catch (cause) {
      return err({ type: "Unavailable", why: fileErrorCode(cause) });
    }
  },
  forget: async ({ ids, addresses }) => {
    const folder = join(dir, folders[kind]);
    for (const name of await namesIn(folder)) {
      const file = join(folder, name);
      const { to } = JSON.parse(await readFile(file, "utf8")) as { readonly to: string };
      if (addresses.includes(to) || ids.includes(name.slice(0, -".json".length)))
        await rm(file, { force: true });
    }
  },
  stop: () => {},
});

/** None where nothing was sent yet. */
const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
};
