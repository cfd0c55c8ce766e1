import type { ComponentChildren } from "preact";

/**
 * The ticket shape: head and body, then a dashed cut with two notches, and the stub below it. It means "this is yours, bring
 * it", and only that. Parts without content are left out, and the cut with them.
 */
export const Ticket = ({
  head,
  children,
  stub,
  class: extra,
}: {
  /** On blue, above the body. */
  head?: ComponentChildren;
  children?: ComponentChildren;
  stub?: ComponentChildren;
  class?: string;
}) => (
  <div class={extra ? `ticket ${extra}` : "ticket"}>
    <div class={stub ? "ticket-sheet cut" : "ticket-sheet"}>
      {head && <div class="ticket-head">{head}</div>}
      {children && <div class="ticket-part">{children}</div>}
    </div>
    {stub && <div class="ticket-stub">{stub}</div>}
  </div>
);
