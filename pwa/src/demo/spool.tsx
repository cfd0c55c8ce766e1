import { useEffect, useRef } from "preact/hooks";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { toast } from "../ui/toast";
import type { Room } from "./room";
import { demoWords as words } from "./words";

/** What a visitor's phone and mailbox would show: the newest message first, and its code to be copied. */
export const Spool = ({ messages }: { messages: Room["spool"] }) => {
  const card = useRef<HTMLElement>(null);
  // Whoever comes from a page that asks for a code sees the messages first.
  useEffect(() => {
    if (location.hash === "#messages") card.current?.scrollIntoView();
  }, []);
  const newestFirst = messages.toSorted((a, b) => (String(a.at) < String(b.at) ? 1 : -1));
  return (
    <section class="card stack tight" id="messages" ref={card}>
      <h2>{words.spool()}</h2>
      {messages.length === 0 ? (
        <p class="soft">{words.noSpool()}</p>
      ) : (
        <ul class="demo-spool" tabIndex={0} aria-label={words.spool()}>
          {newestFirst.map((message) => (
            <Message key={`${message.at ?? ""} ${message.to} ${message.kind}`} message={message} />
          ))}
        </ul>
      )}
    </section>
  );
};

const Message = ({ message: { kind, to, body } }: { message: Room["spool"][number] }) => {
  const code = /\b\d{8}\b/.exec(body)?.[0];
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast(words.copied({ code: text }));
  };
  return (
    <li>
      <div class="row">
        <Tag icon={kind === "sms" ? "message-square" : "mail"}>{to}</Tag>
        {code !== undefined && <Button onClick={() => void copy(code)}>{words.copy({ code })}</Button>}
      </div>
      <span class="small">{body}</span>
    </li>
  );
};
