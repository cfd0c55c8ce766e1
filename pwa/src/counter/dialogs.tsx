import { useEffect, useState } from "preact/hooks";
import { get } from "../api";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Dialog } from "../ui/dialog";
import { SelectField, Tick } from "../ui/field";
import { ReasonField } from "../ui/reason-field";
import { common } from "../words/common";
import { stageWord } from "../words/stages";
import type { Case, Counter, PartyOutcome, QueueState } from "./counter-types";
import { dialogWords as says } from "./dialog-words";
import type { Act, Desk } from "./desk";
import { shortcuts, type Shortcut } from "./keys";
import { stageAfter } from "./lanes";
import { counterWords as words } from "./words";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A certain number, out of its order: allowed, with a reason that is kept. */
export const PickDialog = ({
  desk,
  queue,
  open,
  onClose,
}: DialogProps & { desk: Desk; queue: QueueState }) => {
  const items = [...queue.waiting, ...queue.parked];
  const [ticket, setTicket] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const chosen = ticket === "" ? (items[0]?.id ?? "") : ticket;
  const call = async () => {
    setTried(true);
    if (reason.trim() === "" || chosen === "") return;
    if (await desk.act({ type: "call", ticket: chosen, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog open={open} title={says.pickTitle()} onClose={onClose}>
      {items.length === 0 ? (
        <p>{words.nobodyWaits()}</p>
      ) : (
        <>
          <SelectField
            label={says.number()}
            value={chosen}
            onValue={setTicket}
            options={items.map((item) => ({ value: item.id, label: item.number }))}
          />
          <ReasonField value={reason} onValue={setReason} tried={tried} />
          <Button
            kind="primary"
            icon="volume-2"
            wide
            busy={desk.acting.value === "call"}
            onClick={() => void call()}
          >
            {says.call()}
          </Button>
        </>
      )}
    </Dialog>
  );
};

/** To another group or counter; number and place stay. */
export const TransferDialog = ({
  desk,
  ticket,
  open,
  onClose,
}: DialogProps & { desk: Desk; ticket: Case }) => {
  const [counters, setCounters] = useState<readonly Counter[]>([]);
  const [to, setTo] = useState<string>();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (!open) return;
    void get<{ items: readonly Counter[] }>("/counters", { as: desk.as }).then((answer) => {
      if (answer.ok) setCounters(answer.value.items.filter((row) => row.id !== desk.counterId));
    });
  }, [open]);
  const groups = [...new Set(counters.flatMap((row) => row.groups))].toSorted();
  const transfer = async () => {
    setTried(true);
    const [kind, id = ""] = to?.split(":") ?? [];
    if (kind === undefined || reason.trim() === "") return;
    const target = kind === "group" ? { group: id } : { counter: id };
    if (await desk.act({ type: "transfer", ticket: ticket.id, to: target, reason: reason.trim() })) onClose();
  };
  return (
    <Dialog open={open} title={says.transferTitle({ number: ticket.number })} onClose={onClose}>
      <p class="soft">{says.transferKeeps()}</p>
      <div class="dialog-choices">
        <Choices
          legend={says.transferTo()}
          options={[
            ...groups.map((group) => ({ value: `group:${group}`, title: says.toGroup({ group }) })),
            ...counters.map((row) => ({
              value: `counter:${row.id}`,
              title: words.counterNo({ no: row.no }),
              ...(row.officer ? { aside: row.officer } : {}),
            })),
          ]}
          chosen={to}
          onPick={setTo}
        />
      </div>
      <ReasonField value={reason} onValue={setReason} tried={tried} />
      <Button
        kind="primary"
        icon="arrow-left-right"
        wide
        busy={desk.acting.value === "transfer"}
        onClick={() => void transfer()}
      >
        {words.transfer()}
      </Button>
    </Dialog>
  );
};

/** What became of each person, and whether the ticket goes on. */
export const FinishDialog = ({ desk, ticket, open, onClose }: DialogProps & { desk: Desk; ticket: Case }) => {
  const after = stageAfter(ticket.service, ticket.stage);
  const parties = ticket.booking?.parties ?? [];
  const [missing, setMissing] = useState<ReadonlySet<number>>(new Set());
  const finish = async (outcome: "next_stage" | "done") => {
    const outcomes: PartyOutcome[] = parties.map(({ no }) => ({
      no,
      outcome: missing.has(no) ? "no_show" : "served",
    }));
    const act: Act = {
      type: "finish",
      ticket: ticket.id,
      outcome,
      ...(outcome === "done" && outcomes.length > 0 ? { parties: outcomes } : {}),
    };
    if (await desk.act(act)) onClose();
  };
  const toggle = (no: number, came: boolean) => {
    const next = new Set(missing);
    if (came) next.delete(no);
    else next.add(no);
    setMissing(next);
  };
  return (
    <Dialog open={open} title={says.finishTitle({ number: ticket.number })} onClose={onClose}>
      {parties.length > 1 && (
        <div>
          {parties.map((party) => (
            <Tick key={party.no} checked={!missing.has(party.no)} onChange={(came) => toggle(party.no, came)}>
              {party.name}{" "}
              <span class="small quiet">
                {missing.has(party.no) ? says.partyAbsent() : says.partyServed()}
              </span>
            </Tick>
          ))}
        </div>
      )}
      <p class="strong">{says.whatNow()}</p>
      {after !== undefined && (
        <Button
          kind="primary"
          wide
          icon="arrow-right"
          busy={desk.acting.value === "finish"}
          onClick={() => void finish("next_stage")}
        >
          {says.outcomeNext({ stage: stageWord(after) })}
        </Button>
      )}
      <Button
        kind={after === undefined ? "primary" : "outline"}
        wide
        icon="circle-check"
        onClick={() => void finish("done")}
      >
        {says.outcomeDone()}
      </Button>
    </Dialog>
  );
};

const actWord: Readonly<Record<Shortcut, () => string>> = {
  next: words.finishNext,
  recall: words.recall,
  absent: words.absent,
  park: words.park,
  transfer: words.transfer,
  finish: words.finish,
  pick: words.pick,
  note: words.note,
  undo: words.undo,
  break: words.takeBreak,
  keys: words.keys,
};

export const KeysDialog = ({
  open,
  onClose,
  enabled,
  onEnable,
}: DialogProps & { enabled: boolean; onEnable: (enabled: boolean) => void }) => (
  <Dialog open={open} title={words.keys()} onClose={onClose}>
    <Tick checked={enabled} onChange={onEnable}>
      {says.keysOn()}
    </Tick>
    <dl class="keys-list">
      {shortcuts.map((row) => (
        <div key={row.key}>
          <dt>
            <kbd>{row.key === " " ? words.space() : row.key.toUpperCase()}</kbd>
          </dt>
          <dd>{actWord[row.act]()}</dd>
        </div>
      ))}
    </dl>
    <Button onClick={onClose}>{common.close()}</Button>
  </Dialog>
);
