/** What a command says of a file for the stick: what happened, and what to do next. */
import type { UsbImportError, UsbTaken } from "../../sync/usb-import";
import type { Made, MakeError } from "./usb.usecase";

const nameOf = (branch: string | null): string => (branch === null ? "headquarters" : `branch ${branch}`);
const dayOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

export const saidOfMade = (to: string, { bytes, batches, keys, more, ...made }: Made): string => {
  const what = `${to}: ${(bytes / 1e6).toFixed(1)} MB for ${nameOf(made.to.branch)}, ${batches === 1 ? "1 batch" : `${batches} batches`} and ${counted(keys, "key")}, signed.`;
  const next =
    made.to.branch === null
      ? "Take it in there: on the page /fleet, or sto import-log."
      : "Take it in there: on the page /line, or sto import-log.";
  return more
    ? `${what}\nThere is more than fits in one file: carry this one, bring theirs back, and make the next.`
    : `${what}\n${next}`;
};

export const saidOfTaken = ({ from, atMs, records, keys, isOlder, more }: UsbTaken): string => {
  const whose = `the file of ${nameOf(from.branch)} of ${dayOf(atMs)}`;
  const news =
    records + keys === 0
      ? `Nothing new in ${whose}${isOlder ? ", which is older than what is here. Nothing was changed." : ": all of it is here already."}`
      : `Taken in: ${counted(records, "record")} and ${counted(keys, "key")} from ${whose}.`;
  if (from.branch === null && !isOlder && !more) return `${news}\nThe 72 hours count from then.`;
  return more
    ? `${news}\nIts sender has more: bring a file of this node there, and take the next one.`
    : news;
};

interface Said {
  readonly what: string;
  readonly next: string;
}

const patience: Said = {
  what: "the node cannot write now; what was taken until here is kept",
  next: "Look at sto doctor, then run this again: nothing is taken twice.",
};

/** Nothing of what was here is changed by any of them. */
export const saidOfRefusal = (error: MakeError | UsbImportError): Said => {
  switch (error.type) {
    case "UsbNotOurs":
      return {
        what: "this is no file of sto export-log",
        next: "Look whether it is the right file on the stick.",
      };
    case "UsbNewer":
      return {
        what: "a newer program made this file",
        next: "Update the program on this machine, then take the file in.",
      };
    case "UsbDamaged":
      return {
        what: "the file was damaged or cut on its way; nothing of it was taken",
        next: "Make it again at the other end and take the stick out properly.",
      };
    case "UsbOwn":
      return {
        what: "this node made the file itself",
        next: "Take it to the other end; here it brings nothing.",
      };
    case "UsbWrongWay":
      return {
        what: "the file is from another branch, for headquarters",
        next: "A branch takes files from headquarters alone: sto export-log --branch there.",
      };
    case "UsbForOther":
      return {
        what: `the file is for ${nameOf(error.branch)}, node ${error.alias}, and not for this node`,
        next: "Take it there, or make one for this node.",
      };
    case "UsbUnknownSender":
      return {
        what: `the file is from node ${error.alias}, which this node does not know in that life`,
        next: "If that box is new, take a newer file from headquarters first. Nothing was taken.",
      };
    case "UsbSenderShutOut":
      return {
        what: `headquarters has shut node ${error.alias} out: nothing more of it is taken`,
        next: "A new box takes its place: sto enrol, or sto restore.",
      };
    case "UsbNodeShutOut":
      return {
        what: "headquarters has shut that node out",
        next: "A new box takes its place: sto enrol, or sto restore.",
      };
    case "UsbBehindHorizon":
      return {
        what: "that node was away for longer than headquarters keeps its log at hand: no file brings what it missed",
        next: "Take its own file first. If this comes again, a new box goes on for it: sto restore --from its folder.",
      };
    case "UsbNoHeadquarters":
      return { what: "this node has no headquarters", next: "Nothing is to be carried from here." };
    case "UsbBranchNeeded":
      return { what: "at headquarters a file is for one branch", next: "Name it: --branch CODE." };
    case "UsbNoBranchHere":
      return { what: "a branch's file is for headquarters", next: "Leave --branch out." };
    case "NodeNotFound":
      return {
        what: "no node serves that branch",
        next: "Check its code: sto doctor and the page /fleet show them.",
      };
    case "DiskFull":
      return {
        what: "the disk is full",
        next: "Make room and run this again: what was taken is kept, nothing is taken twice.",
      };
    case "OldCopy":
      return {
        what: "headquarters has more of this node than its own folder: the folder is an old copy and writes nothing more",
        next: "Restore it: sto restore.",
      };
    case "NodeSuspended":
      return { what: "headquarters has shut this node out", next: "Call the operations centre." };
    case "IdempotencyKeyReused":
    case "Overloaded":
    case "IoError":
    case "OutcomeUnknown":
    case "Stopping":
      return patience;
    default:
      return {
        what: `what is in the file is refused (${error.type}); what came before it is kept`,
        next: "Tell the engineers this word, and make a new file.",
      };
  }
};
