import { err, ok, type Result } from "./result";

/** "KUL-HQ1.E.29812320": branch, service group, start in UTC minutes. Every node derives the same one. */
export type SlotId = string;

export interface SlotKey {
  readonly branch: string;
  /** The ticket prefix of the service group, one capital letter. */
  readonly group: string;
  /** Minutes since 1970-01-01 00:00 UTC. */
  readonly startMin: number;
}

export interface InvalidSlotId {
  readonly type: "InvalidSlotId";
  readonly text: string;
}

export const slotId = (branch: string, group: string, startMin: number): SlotId =>
  `${branch}.${group}.${startMin}`;

/** One spelling only: no leading zeros, no lower case, so that equal slots have equal ids. */
const slotIdPattern = /^([A-Z0-9]{2,6}-[A-Z0-9]{2,6})\.([A-Z])\.([1-9]\d{0,8})$/;

export const parseSlotId = (text: string): Result<SlotKey, InvalidSlotId> => {
  const parts = slotIdPattern.exec(text);
  if (parts === null) return err({ type: "InvalidSlotId", text });
  return ok({ branch: parts[1]!, group: parts[2]!, startMin: Number(parts[3]) });
};
