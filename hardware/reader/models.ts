/** Scanners and document readers as data: how each is reached, what is odd about it, and where that was seen. None was touched yet. */

export interface ReaderModel {
  /** As the configuration names it. */
  readonly id: string;
  readonly maker: string;
  readonly name: string;
  readonly kind: "scanner" | "reader";
  /** `lines`: serial, USB in serial mode or a serial port server. `service`: the maker's own program behind our HTTP sentences. */
  readonly speaks: "keyboard" | "lines" | "service";
  readonly baud?: 9600 | 19_200 | 115_200;
  readonly chip: boolean;
  readonly quirks: readonly string[];
  /** Where each of it was read or measured. */
  readonly seen: string;
}

export const readerModels: readonly ReaderModel[] = [
  {
    id: "desko-deskodoc",
    maker: "Desko",
    name: "DESKODOC and its keyboards",
    kind: "reader",
    speaks: "lines",
    baud: 9600,
    chip: false,
    quirks: ["STX line1 CR line2 CR [line3 CR] ETX, up to 44 characters a line", "no picture on this line"],
    seen: "DESKODOC interface description 7000310001; the speed is a guess",
  },
  {
    id: "regula-70x",
    maker: "Regula",
    name: "70x4, 7034 and others with the Document Reader SDK",
    kind: "reader",
    speaks: "service",
    chip: true,
    quirks: ["no protocol of its own on the wire: the maker's program answers `reader/service.ts`"],
    seen: "the maker's public pages; not tried",
  },
  {
    id: "thales-at9000",
    maker: "Thales",
    name: "AT9000 MK2, AT10K",
    kind: "reader",
    speaks: "service",
    chip: true,
    quirks: ["no protocol of its own on the wire: the maker's program answers `reader/service.ts`"],
    seen: "the maker's public pages; not tried",
  },
  {
    id: "scanner-keyboard",
    maker: "any",
    name: "Code scanner that pretends to be a keyboard",
    kind: "scanner",
    speaks: "keyboard",
    chip: false,
    quirks: [
      "set it to the US layout, ALT codes off, CR behind each scan: a slip holds $ % * + - . / : and spaces",
      "belongs to the kiosk's page, not to this program",
    ],
    seen: "hardware notes, section 4; tried with keys sent by Chromium",
  },
  {
    id: "scanner-serial",
    maker: "any",
    name: "Code scanner on a serial line, or USB-CDC",
    kind: "scanner",
    speaks: "lines",
    baud: 9600,
    chip: false,
    quirks: ["CR or nothing behind a scan: 50 ms of silence ends it"],
    seen: "tried on a pair of terminals made by socat",
  },
];
