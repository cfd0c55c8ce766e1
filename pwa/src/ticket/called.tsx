import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { TicketView } from "../api-types";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { LanguageSwitch } from "../ui/language-switch";
import { ring } from "./ring";
import { words } from "./words";

const vibrationMs = [400, 200, 400, 1200] as const;
const tellEveryMs = 2200;

/** Called: the whole screen says where to go, and the phone vibrates and rings until it is touched. `children`: how old this is. */
export const Called = ({ ticket, children }: { ticket: TicketView; children: ComponentChildren }) => {
  const seen = useSignal(false);
  useEffect(() => {
    if (seen.value) return;
    const canVibrate = "vibrate" in navigator;
    const tell = () => {
      if (canVibrate) navigator.vibrate([...vibrationMs]);
      ring();
    };
    tell();
    const timer = setInterval(tell, tellEveryMs);
    return () => {
      clearInterval(timer);
      if (canVibrate) navigator.vibrate(0);
    };
  }, [seen.value]);
  return (
    <main
      class="called"
      onPointerDown={() => {
        seen.value = true;
      }}
    >
      <LanguageSwitch more />
      <div role="alert">
        <div class="figures ticket-number">{ticket.number}</div>
        <div class="called-go">
          <Icon name="volume-2" /> {words.called()}
        </div>
        <PageTitle name={ticket.number}>
          <span class="figures called-counter">{words.counter({ counter: ticket.counter ?? "" })}</span>
        </PageTitle>
      </div>
      <button
        type="button"
        class="button"
        hidden={seen.value}
        onClick={() => {
          seen.value = true;
        }}
      >
        {words.stopVibrating()}
      </button>
      {children}
    </main>
  );
};
