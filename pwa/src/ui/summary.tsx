import type { ComponentChildren } from "preact";

export interface SummaryRow {
  readonly term: string;
  readonly value: ComponentChildren;
  /** A link or button at the row's end, such as "Tukar". */
  readonly action?: ComponentChildren;
}

/** Term and value pairs, as on a form that was filled in. `plain` drops the lines between rows. */
export const Summary = ({ rows, plain }: { rows: readonly SummaryRow[]; plain?: boolean }) => (
  <dl class={plain ? "summary plain" : "summary"}>
    {rows.map((row) => (
      <div key={row.term}>
        <dt>{row.term}</dt>
        <dd class="value">{row.value}</dd>
        {row.action && <dd>{row.action}</dd>}
      </div>
    ))}
  </dl>
);
