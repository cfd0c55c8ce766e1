/** What every printed form of a slip shows: page, PDF and calendar file. All of it is resolved already. */
export interface SlipView {
  /** `STO1:...`, the text of the QR code. */
  readonly text: string;
  /** 8 Crockford base32 characters. */
  readonly reference: string;
  /** UUID: the calendar entry's identity over all changes of date. */
  readonly bookingId: string;
  readonly rev: number;
  readonly state: "confirmed" | "cancelled" | "superseded";
  readonly service: Words;
  readonly branch: {
    readonly name: Words;
    readonly addressLines: readonly string[];
    readonly phone: string | undefined;
  };
  /** IANA name of the branch's zone. */
  readonly timeZone: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly arriveByMs: number;
  /** When this revision was confirmed, cancelled or superseded. */
  readonly changedAtMs: number;
  readonly people: readonly SlipPerson[];
  /** Documents to bring. */
  readonly bring: readonly Words[];
  readonly fee: Words;
  /** Where the holder reads, moves or cancels the booking. */
  readonly manageUrl: string;
  /** Shown above everything, for example that this is a demonstration. */
  readonly banner: Words | undefined;
}

export interface SlipPerson {
  readonly name: string;
  /** `Pasport`, `Passport` */
  readonly document: Words;
  /** `•••••4672`, never the whole number. */
  readonly masked: string;
}

/** One sentence in the two languages of every slip. */
export interface Words {
  readonly ms: string;
  readonly en: string;
}
