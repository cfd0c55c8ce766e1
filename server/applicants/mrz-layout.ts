/**
 * Where each field stands in the five machine-readable zones of ICAO Doc 9303 parts 4 to 7.
 * A span is [line, start, end], counted from 0, end not included.
 */
export type MrzFormat = "TD1" | "TD2" | "TD3" | "MRV-A" | "MRV-B";

export type Span = readonly [line: number, start: number, end: number];

export interface MrzLayout {
  readonly documentCode: Span;
  readonly issuer: Span;
  readonly names: Span;
  readonly documentNumber: Span;
  readonly documentNumberCheck: Span;
  readonly nationality: Span;
  readonly dateOfBirth: Span;
  readonly dateOfBirthCheck: Span;
  readonly sex: Span;
  readonly expiry: Span;
  readonly expiryCheck: Span;
  /** The first of them continues a long document number (TD1, TD2). */
  readonly optional: readonly Span[];
  /** Only TD3 has one; there it may be `<` when the field is empty. */
  readonly optionalCheck?: Span;
  /** Visas have none. */
  readonly composite?: { readonly over: readonly Span[]; readonly check: Span };
}

/** Fields that all two-line zones share; only the length of names and optional data differs. */
const twoLines = (names: Span, optional: Span) => ({
  documentCode: [0, 0, 2] as const,
  issuer: [0, 2, 5] as const,
  names,
  documentNumber: [1, 0, 9] as const,
  documentNumberCheck: [1, 9, 10] as const,
  nationality: [1, 10, 13] as const,
  dateOfBirth: [1, 13, 19] as const,
  dateOfBirthCheck: [1, 19, 20] as const,
  sex: [1, 20, 21] as const,
  expiry: [1, 21, 27] as const,
  expiryCheck: [1, 27, 28] as const,
  optional: [optional],
});

export const mrzLayoutByFormat: Readonly<Record<MrzFormat, MrzLayout>> = {
  TD1: {
    documentCode: [0, 0, 2],
    issuer: [0, 2, 5],
    names: [2, 0, 30],
    documentNumber: [0, 5, 14],
    documentNumberCheck: [0, 14, 15],
    nationality: [1, 15, 18],
    dateOfBirth: [1, 0, 6],
    dateOfBirthCheck: [1, 6, 7],
    sex: [1, 7, 8],
    expiry: [1, 8, 14],
    expiryCheck: [1, 14, 15],
    optional: [
      [0, 15, 30],
      [1, 18, 29],
    ],
    composite: {
      over: [
        [0, 5, 30],
        [1, 0, 7],
        [1, 8, 15],
        [1, 18, 29],
      ],
      check: [1, 29, 30],
    },
  },
  TD2: {
    ...twoLines([0, 5, 36], [1, 28, 35]),
    composite: {
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 35],
      ],
      check: [1, 35, 36],
    },
  },
  TD3: {
    ...twoLines([0, 5, 44], [1, 28, 42]),
    optionalCheck: [1, 42, 43],
    composite: {
      over: [
        [1, 0, 10],
        [1, 13, 20],
        [1, 21, 43],
      ],
      check: [1, 43, 44],
    },
  },
  "MRV-A": twoLines([0, 5, 44], [1, 28, 44]),
  "MRV-B": twoLines([0, 5, 36], [1, 28, 36]),
};
