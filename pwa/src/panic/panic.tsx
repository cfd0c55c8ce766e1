import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api";
import { newCommandId } from "../command-id";
import { listen, type Live } from "../live";
import { node } from "../node";
import { place } from "../router";
import { staffState } from "../staff/session";
import { Button } from "../ui/button";
import { later } from "../ui/later";
import { toast } from "../ui/toast";
import { alerts, staffStreams } from "./alerts";
import { words } from "./words";

const AlertBar = later(async () => (await import("./alert-bar")).AlertBar);

const as = "staff" as const;
/** A slip of the finger is taken back within this time; later somebody ends it. */
const cancelMs = 5_000;

/** Somebody of the staff is signed in, in a hall. */
const isAtWork = (): boolean => staffState.value.type === "open" && node.value?.role === "branch";

/** Same corner of every staff page: one press, and all staff screens show where. The sender's own hardly changes. */
export const PanicButton = () => {
  const [sent, setSent] = useState<string>();
  const busy = useRef(false);
  useEffect(() => {
    if (sent === undefined) return;
    const timer = setTimeout(() => setSent(undefined), cancelMs);
    return () => clearTimeout(timer);
  }, [sent]);
  if (!isAtWork()) return null;
  const send = async () => {
    if (busy.current) return;
    busy.current = true;
    const page = place.peek().path.replace(/[^a-z/-]/g, "");
    const answer = await post<{ readonly id: string }>("/panic", { page }, { as, key: newCommandId() });
    busy.current = false;
    if (answer.ok) setSent(answer.value.id);
    else toast(words.notSent());
  };
  const cancel = async (id: string) => {
    setSent(undefined);
    await post(`/hall/events/${id}/end`, {}, { as, key: newCommandId() });
  };
  return sent === undefined ? (
    <Button class="panic-key" icon="siren" label={words.panic()} onClick={() => void send()}>
      <span class="panic-word">{words.panic()}</span>
    </Button>
  ) : (
    <Button class="panic-key" icon="x" label={words.cancel()} onClick={() => void cancel(sent)}>
      <span class="panic-word">{words.sent()}</span>
    </Button>
  );
};

/** What all staff must see, over whatever page there is. A page with no stream of its own gets one here. */
export const AlertsHere = () => {
  const own = useRef<Live>(undefined);
  useSignalEffect(() => {
    const others = staffStreams.value - (own.current ? 1 : 0);
    if (others > 0 || !isAtWork()) {
      own.current?.close();
      own.current = undefined;
    } else own.current ??= listen([], () => {}, { as });
  });
  useEffect(() => () => own.current?.close(), []);
  const now = alerts.value;
  return now && now.panics.length + now.bells.length > 0 ? <AlertBar /> : null;
};
