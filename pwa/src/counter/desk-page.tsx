import { useEffect, useRef, useState } from "preact/hooks";
import { beginForPerson } from "./for-person";
import { keep, kept } from "../local";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { common } from "../words/common";
import type { Case } from "./counter-types";
import { createDesk, type Desk } from "./desk";
import { FinishDialog, KeysDialog, PickDialog, TransferDialog, VisitsDialog } from "./dialogs-later";
import { shortcutOf, type Shortcut } from "./keys";
import { finishAsks } from "./lanes";
import { counterProblemText } from "./problems";
import { PrinterTag } from "./printer-tag";
import { mainActOf, NextBar } from "./next-bar";
import { NoPerson, Person } from "./person";
import { QueueCard } from "./queue-card";
import { signOff, type CounterSession } from "./session";
import { StaffHeader } from "./staff-header";
import { counterWords as words } from "./words";

type Asked = "visits" | "pick" | "transfer" | "finish" | "keys" | undefined;

/** The counter's page: the person left, the queue right, the one thing to do always at the bottom left. */
export const DeskPage = ({ session }: { session: CounterSession }) => {
  const [desk] = useState(() => createDesk(session));
  const [asked, setAsked] = useState<Asked>();
  const [keysOn, setKeysOn] = useState(kept<boolean>("counter.keys") ?? true);
  useEffect(() => {
    void desk.refresh();
    return desk.close;
  }, [desk]);

  const queue = desk.queue.value;
  const current = queue?.current ?? null;
  useEffect(() => {
    document.title = `${queue ? words.counterNo({ no: queue.counter.no }) : words.pageName()} · ${common.productName()}`;
  });
  // After a call, and after a dialog, the number has the focus: Space stays the next act, and a screen reader says who it is.
  useEffect(() => focusOnPerson(), [current?.id, current?.state]);
  useEffect(() => {
    document.addEventListener("close", focusOnPerson, true);
    return () => document.removeEventListener("close", focusOnPerson, true);
  }, []);

  const main = () => {
    if (queue && desk.reached.peek()) void desk.act(mainActOf(queue).act);
  };
  const finish = () => {
    if (!current) return;
    if (finishAsks(current)) setAsked("finish");
    else void desk.act({ type: "finish", ticket: current.id, outcome: "done" });
  };
  const doByKey = (shortcut: Shortcut) => {
    if (shortcut === "next") main();
    else if (shortcut === "pick" || shortcut === "keys") setAsked(shortcut);
    else if (shortcut === "break") void desk.act({ type: "break" });
    else if (shortcut === "undo") {
      const undo = desk.undoable();
      if (undo) void desk.act({ type: "undo", ticket: undo.ticketId });
    } else if (!current) return;
    else if (shortcut === "finish") finish();
    else if (shortcut === "transfer") setAsked("transfer");
    else if (shortcut === "note") document.getElementById("note")?.focus();
    else void desk.act({ type: shortcut, ticket: current.id });
  };
  useKeys(keysOn && asked === undefined, doByKey);

  return (
    <div class="staff counter">
      <StaffHeader
        title={queue ? words.counterNo({ no: queue.counter.no }) : words.pageName()}
        detail={`${queue ? `${words.queueOf({ groups: queue.counter.groups.join(", ") })} · ` : ""}${session.officer}`}
      >
        <PrinterTag desk={desk} />
        <button type="button" class="tag staff-tag" onClick={() => setAsked("keys")}>
          <Icon name="keyboard" />
          {words.keys()}
        </button>
      </StaffHeader>
      <main id="content" class="counter-main">
        <Trouble desk={desk} />
        {!queue ? (
          <Loading />
        ) : (
          <>
            <div class="counter-left">
              <div class="card person">
                {current ? (
                  <>
                    <div class="person-body">
                      <Person desk={desk} ticket={current} />
                    </div>
                    <Acts
                      desk={desk}
                      ticket={current}
                      onTransfer={() => setAsked("transfer")}
                      onFinish={finish}
                    />
                  </>
                ) : (
                  <Nobody state={queue.counter.state} />
                )}
              </div>
              <NextBar desk={desk} queue={queue} onMain={main} onPick={() => setAsked("pick")} />
            </div>
            <QueueCard desk={desk} queue={queue} onVisits={() => setAsked("visits")} />
            <PickDialog
              desk={desk}
              queue={queue}
              open={asked === "pick"}
              onClose={() => setAsked(undefined)}
            />
            {current && (
              <>
                <TransferDialog
                  key={`transfer ${current.id}`}
                  desk={desk}
                  ticket={current}
                  open={asked === "transfer"}
                  onClose={() => setAsked(undefined)}
                />
                <FinishDialog
                  key={`finish ${current.id}`}
                  desk={desk}
                  ticket={current}
                  open={asked === "finish"}
                  onClose={() => setAsked(undefined)}
                />
              </>
            )}
          </>
        )}
      </main>
      <VisitsDialog desk={desk} open={asked === "visits"} onClose={() => setAsked(undefined)} />
      <KeysDialog
        open={asked === "keys"}
        onClose={() => setAsked(undefined)}
        enabled={keysOn}
        onEnable={(enabled) => {
          keep("counter.keys", enabled);
          setKeysOn(enabled);
        }}
      />
    </div>
  );
};

const focusOnPerson = (): void =>
  document.querySelector<HTMLElement>(".person h1")?.focus({ preventScroll: true });

const useKeys = (listening: boolean, onKey: (shortcut: Shortcut) => void) => {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    if (!listening) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const focus = focusOf(event.target);
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      const shortcut = shortcutOf({ key, ctrlKey, metaKey, altKey, repeat, focus });
      if (!shortcut) return;
      event.preventDefault();
      latest.current(shortcut);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [listening]);
};

const focusOf = (target: EventTarget | null): "field" | "control" | "page" => {
  if (!(target instanceof Element)) return "page";
  if (target.closest("dialog, textarea, select, input:not([type=checkbox], [type=radio])")) return "field";
  return target.closest("button, a, summary, input") ? "control" : "page";
};

const Nobody = ({ state }: { state: "closed" | "open" | "break" }) => {
  if (state === "closed")
    return (
      <NoPerson key="closed" title={words.closed()} detail={words.closedNext()}>
        <Button icon="log-out" onClick={signOff}>
          {words.leave()}
        </Button>
      </NoPerson>
    );
  if (state === "break") return <NoPerson key="break" title={words.onBreak()} detail={words.onBreakNext()} />;
  return (
    <NoPerson key="open" title={words.nobody()} detail={words.nobodyNext()}>
      <Button icon="calendar-plus" onClick={beginForPerson}>
        {words.bookFor()}
      </Button>
    </NoPerson>
  );
};

const Acts = ({
  desk,
  ticket,
  onTransfer,
  onFinish,
}: {
  desk: Desk;
  ticket: Case;
  onTransfer: () => void;
  onFinish: () => void;
}) => {
  const acting = desk.acting.value;
  return (
    <div class="person-acts">
      <Button
        icon="volume-2"
        busy={acting === "recall"}
        onClick={() => void desk.act({ type: "recall", ticket: ticket.id })}
      >
        {words.recall()}
      </Button>
      <Button
        icon="user-x"
        busy={acting === "absent"}
        onClick={() => void desk.act({ type: "absent", ticket: ticket.id })}
      >
        {words.absent()}
      </Button>
      <Button
        icon="pause"
        busy={acting === "park"}
        onClick={() => void desk.act({ type: "park", ticket: ticket.id })}
      >
        {words.park()}
      </Button>
      <Button icon="arrow-left-right" onClick={onTransfer}>
        {words.transfer()}
      </Button>
      <Button icon="circle-check" busy={acting === "finish"} onClick={onFinish}>
        {words.finish()}
      </Button>
    </div>
  );
};

const Trouble = ({ desk }: { desk: Desk }) => {
  const problem = desk.problem.value;
  if (!desk.reached.value)
    return (
      <Band tone="warning" icon="cloud-off" alert>
        <strong>{words.unreachable()}</strong> {words.unreachableNext()}
      </Band>
    );
  if (!problem) return null;
  return (
    <Band tone="warning" alert>
      {counterProblemText(problem)} <span class="tiny">{problem.code}</span>
    </Band>
  );
};
