import type { ComponentChildren } from "preact";

/**
 * The ticket shape: head, body, dashed cut with two notches, stub. It means "this is yours, bring it", and only that.
 * Parts without content are left out, and the cut with them.
 */
export const Ticket = ({
  head,
  children,
  stub,
  class: extra,
}: {
  head?: ComponentChildren;
  children?: ComponentChildren;
  stub?: ComponentChildren;
  class?: string;
}) => (
  <div class={extra ? `ticket ${extra}` : "ticket"}>
    {head && <div class="ticket-head">{head}</div>}
    {children && <div class="ticket-part">{children}</div>}
    {stub && (
      <>
        <TicketCut />
        <div class="ticket-part">{stub}</div>
      </>
    )}
  </div>
);

const TicketCut = () => (
  <div class="ticket-cut" aria-hidden="true">
    <i />
    <i />
  </div>
);
