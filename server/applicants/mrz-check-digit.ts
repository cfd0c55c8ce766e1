/**
 * The check digit of ICAO Doc 9303 part 3, section 4.9: weights 7, 3, 1, sum modulo 10.
 * It misses about one wrong character in fourteen, so a good digit is not proof of a right reading.
 */
export const mrzCheckDigit = (field: string): string => {
  let sum = 0;
  for (let i = 0; i < field.length; i++) sum += characterValue(field.charAt(i)) * weightAt(i);
  return String(sum % 10);
};

/** `<` is 0, digits are themselves, A is 10 and Z is 35. */
const characterValue = (char: string): number => {
  if (char === "<") return 0;
  const value = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(char);
  if (value < 0) throw new Error(`not a character of a machine-readable zone: ${char}`);
  return value;
};

const weightAt = (index: number): number => [7, 3, 1][index % 3] ?? 0;
