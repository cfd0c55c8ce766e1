/** Why a node does not start: a sentence about what is wrong, and what to do next. */
import type { OpenError } from "../drizzle/db";
import type { FolderOwner } from "../sync/folder";
import type { Config } from "./config";

export const folderInUse = (dir: string): string =>
  `sto: another sto uses ${dir}.\nStop it first, or give this node a data directory of its own.`;

export const cannotListen = ({ host, port }: Config["listen"], cause: unknown): string => {
  const { code, message } = cause as { readonly code?: string; readonly message?: string };
  return code === "EADDRINUSE"
    ? `sto: another program listens on ${host} port ${port}.\nStop it, or give this node another port under [listen].`
    : `sto: cannot listen on ${host} port ${port}: ${message ?? String(cause)}\nCheck [listen] and [tls] in the configuration.`;
};

export const otherNode = (dir: string, owner: FolderOwner, self: FolderOwner): string => {
  const name = ({ alias, branch, incarnation }: FolderOwner) =>
    `alias ${alias}, ${branch ? `branch ${branch}` : "headquarters"}${incarnation === 1 ? "" : `, incarnation ${incarnation}`}`;
  return `sto: ${dir} belongs to another node (${name(owner)}; this one is ${name(self)}).\nGive this node a data directory of its own, or correct alias and branch; nothing was changed.`;
};

export const cannotOpen = (error: OpenError): string =>
  error.type === "FileNewerThanProgram"
    ? `sto: ${error.file} was written by a newer program (schema ${error.fileVersion}, this one knows ${error.programVersion}).\nStart the newer program; nothing was changed.`
    : `sto: ${error.file} cannot be opened: ${error.message}\nCheck that the disk works and has room; if the file itself is damaged, restore a backup. Nothing was changed.`;

/** Somebody else on this machine may have the keys already: that is for a person to decide. */
export const keysReadable = (file: string, mode: string): string =>
  `sto: ${file} can be read by others on this machine (mode ${mode}).\nIf nobody has copied it, run: chmod 600 ${file}\nIf somebody may have, enrol this node anew. Nothing was changed.`;

export const keysDamaged = (dir: string, cause: unknown): string =>
  `sto: the keys in ${dir} cannot be read: ${messageOf(cause)}\nPut credentials.json back from a backup of this node: with other keys its people's data stays closed. Nothing was changed.`;

/** The stored list of makers of staff keys cannot be used. */
export const makersRefused = (file: string, why: string): string => {
  const said: { readonly [why: string]: string } = {
    unreadable: "cannot be read",
    malformed: "is no list of makers (an MDS3 BLOB)",
    untrusted: "is not signed by the FIDO Alliance",
    signature: "was changed after it was signed",
  };
  return `sto: ${file} ${said[why] ?? why}.\nFetch it anew from mds3.fidoalliance.org on a machine with a line, or leave staff_keys.list out.`;
};

/** The disk or the folder refused, as far as the system's own error tells; undefined when it is about something else. */
export const diskRefused = (dir: string, cause: unknown): string | undefined => {
  const { code = "" } = cause as { readonly code?: string };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "SQLITE_FULL")
    return `sto: the disk of ${dir} is full.\nMake room and start again; what was acknowledged is kept.`;
  if (/^(EACCES|EPERM|EROFS|EEXIST|ENOTDIR|ENOENT|ELOOP|EIO)$|^SQLITE_(CANTOPEN|READONLY|IOERR)/.test(code))
    return `sto: the folder ${dir} cannot be used: ${messageOf(cause)}\nChoose another folder, or let this user write there.`;
  return undefined;
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
