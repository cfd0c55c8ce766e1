import { clockTime } from "../words/when";
import type { RoomPrinter, Switch } from "./room";
import { Segments } from "./switches";
import { demoWords as words } from "./words";

interface Row {
  readonly what: Switch;
  readonly label: string;
  readonly now: string;
  readonly values: readonly { readonly value: string; readonly label: string }[];
}

const rowsOf = (printer: RoomPrinter): readonly Row[] => [
  {
    what: "paper",
    label: words.paper(),
    now: printer.paper,
    values: [
      { value: "ok", label: words.paperOk() },
      { value: "near_end", label: words.paperNear() },
      { value: "out", label: words.paperOut() },
    ],
  },
  {
    what: "cover",
    label: words.cover(),
    now: printer.cover,
    values: [
      { value: "closed", label: words.coverClosed() },
      { value: "open", label: words.coverOpen() },
    ],
  },
  {
    what: "power",
    label: words.power(),
    now: printer.power,
    values: [
      { value: "on", label: words.on() },
      { value: "off", label: words.off() },
    ],
  },
  {
    what: "freeze",
    label: words.line(),
    now: printer.frozen ? "on" : "off",
    values: [
      { value: "off", label: words.answers() },
      { value: "on", label: words.lineFrozen() },
    ],
  },
];

/** One emulated printer: what a hand could do to it, and the paper that came out, newest first. */
export const PrinterPanel = ({
  printer,
  onTurn,
}: {
  printer: RoomPrinter;
  onTurn: (what: Switch, value: string) => void;
}) => (
  <div class="stack">
    <h3>{words.printer()}</h3>
    <div class="demo-switches">
      {rowsOf(printer).map((row) => (
        <Segments
          key={row.what}
          id={`${printer.branch}-${row.what}`}
          label={row.label}
          now={row.now}
          values={row.values}
          onPick={(value) => onTurn(row.what, value)}
        />
      ))}
    </div>
    <h3>{words.tickets()}</h3>
    {printer.tickets.length === 0 ? (
      <p class="soft">{words.noTickets()}</p>
    ) : (
      <ul class="demo-paper" tabIndex={0} aria-label={words.tickets()}>
        {printer.tickets.toReversed().map((ticket) => {
          const time = clockTime(ticket.atMs);
          return (
            <li key={ticket.id}>
              <a href={ticket.pngUrl} target="_blank" rel="noopener">
                <img src={ticket.pngUrl} alt={words.ticketPicture({ time })} />
              </a>
              <span class="tiny quiet">{words.ticketDetail({ time, count: ticket.bytes })}</span>
            </li>
          );
        })}
      </ul>
    )}
  </div>
);
