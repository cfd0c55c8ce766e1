/** True when every word that was typed stands somewhere in the text, in any order; nothing typed finds everything. */
export const hasWords = (text: string, typed: string): boolean => {
  const lower = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
};
