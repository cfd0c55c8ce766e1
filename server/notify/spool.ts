/**
 * Messages as files, for the demo and for tests: one JSON file each in `sms/` and `mail/` of a folder, `{to, body, at, purpose}`.
 * Files are in the order of their names.
 */
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
  stop: () => {},
});
