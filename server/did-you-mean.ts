/** For typing slips in commands and settings: the known word that was probably meant. */

/** The known word that needs the fewest edits, when that is at most three and not the whole word. */
export const nearestWord = (typed: string, known: readonly string[]): string | undefined => {
  const ranked = known.map((word) => ({ word, far: distance(typed, word) })).sort((a, b) => a.far - b.far);
  return ranked[0] && ranked[0].far <= Math.min(3, typed.length - 1) ? ranked[0].word : undefined;
};

/** The end of a sentence about an unknown word: empty when nothing is near. */
export const didYouMean = (typed: string, known: readonly string[]): string => {
  const meant = nearestWord(typed, known);
  return meant ? `; did you mean ${meant}?` : "";
};

/** Levenshtein distance. */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const line = [i];
    for (let j = 1; j <= b.length; j++) {
      line.push(Math.min(above[j]! + 1, line[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = line;
  }
  return above[b.length]!;
};
