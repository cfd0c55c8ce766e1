import type { ComponentChildren } from "preact";

export interface Column {
  readonly head: string;
  /** Figures: at the right edge, one under the other. */
  readonly number?: boolean;
}

interface TableProps {
  /** What the table is of: its name for whoever hears it. */
  readonly name: string;
  readonly columns: readonly Column[];
  /** The rows, one `<tr>` each. */
  readonly children: ComponentChildren;
}

/** A table that scrolls within itself, by keyboard too; its heads stay in view. */
export const ScrollTable = ({ name, columns, children }: TableProps) => (
  <div class="table-scroll" tabIndex={0} role="group" aria-label={name}>
    <table class="table">
      <thead>
        <tr>
          {columns.map(({ head, number }) => (
            <th scope="col" class={number ? "number" : undefined} key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

/** A card of one table. Without rows it says so in a sentence. */
export const TableCard = <T,>({
  name,
  columns,
  rows,
  empty,
  children,
}: Omit<TableProps, "children"> & {
  readonly rows: readonly T[];
  readonly empty: string;
  /** One row as its `<tr>`, with a key. */
  readonly children: (row: T) => ComponentChildren;
}) => (
  <section class="card stack tight">
    <h2>{name}</h2>
    {rows.length === 0 ? (
      <p class="soft">{empty}</p>
    ) : (
      <ScrollTable name={name} columns={columns}>
        {rows.map(children)}
      </ScrollTable>
    )}
  </section>
);
