/** A slot's id is its branch, service group and start in UTC minutes, so every node derives the same one. */
export interface Slot {
  readonly branch: string;
  readonly group: string;
  /** Minutes since the Unix epoch. */
  readonly startMin: number;
}

export const slotId = (branch: string, group: string, startMin: number): string => `${branch}.${group}.${startMin}`;

export const parseSlotId = (text: string): Slot | undefined => {
  const found = /^([A-Z]{3}-[A-Z0-9]{3})\.([A-Z])\.(\d{8})$/.exec(text);
  return found ? { branch: found[1]!, group: found[2]!, startMin: Number(found[3]) } : undefined;
};
