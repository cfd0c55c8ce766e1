import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { TicketView } from "../api-types";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { LanguageSwitch } from "../ui/language-switch";
import { words } from "./words";

const vibrationMs = [400, 200, 400, 1200] as const;
const vibrateEveryMs = 2200;

/** Called: the whole screen says where to go, and the phone vibrates until it is touched. */
export const Called = ({ ticket }: { ticket: TicketView }) => {
  const seen = useSignal(false);
  useEffect(() => {
    if (seen.value || !("vibrate" in navigator)) return;
    const shake = () => navigator.vibrate([...vibrationMs]);
    shake();
    const timer = setInterval(shake, vibrateEveryMs);
    return () => {
      clearInterval(timer);
      navigator.vibrate(0);
    };
  }, [seen.value]);
  return (
    <main
      class="called"
      onPointerDown={() => {
        seen.value = true;
      }}
    >
      <LanguageSwitch />
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
    </main>
  );
};
