import { useEffect, useState } from "preact/hooks";
import { get, post, type Problem } from "../api";
import { TableCard } from "../branch/table";
import type { Staff } from "../staff/session";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { FormDialog } from "../ui/form-dialog";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { ProblemBand } from "../ui/problem-band";
import { Summary } from "../ui/summary";
import { toast } from "../ui/toast";
import { useCommand } from "../use-command";
import { dayAndClock } from "../words/staff-times";
import { clockTime } from "../words/when";
import { as, useCommands } from "./gates";
import { GatesFrame } from "./gates-frame";
import type { Shift, ShiftReport } from "./gates-types";
import { gatesProblemText } from "./problems";
import { shiftWords as words } from "./shift-words";

/** `/gates/shift`: an officer's shift from begin to end, and what it came to. */
const ShiftPage = () => (
  <GatesFrame title={words.pageName()}>{(staff) => <Shifts staff={staff} />}</GatesFrame>
);

export default ShiftPage;

/** A report as it is looked at and printed. */
interface Shown {
  readonly name: string;
  readonly report: ShiftReport;
}

const Shifts = ({ staff }: { staff: Staff }) => {
  const [shift, setShift] = useState<Shift>();
  const [problem, setProblem] = useState<Problem>();
  const [asked, setAsked] = useState<"end" | "hand_over">();
  const [chosen, setChosen] = useState<Shown>();
  const commands = useCommands();
  const load = async () => {
    const answer = await get<Shift>("/gates/shift", { as });
    if (answer.ok) setShift(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => void load(), []);
  const begin = async () => {
    if ((await commands.run("/gates/shift", { what: "begin" })) === undefined) return;
    toast(words.begun());
    await load();
  };
  const done = (said: string) => {
    setAsked(undefined);
    toast(said);
    void load();
  };
  const trouble = commands.problem ?? problem;
  const own = shift?.own ?? null;
  const shown = chosen ?? (own ? { name: staff.name, report: own.report } : undefined);
  return (
    <>
      {trouble && (
        <ProblemBand problem={trouble} text={gatesProblemText(trouble)} onRetry={() => void load()} />
      )}
      {!shift && !problem && <Loading />}
      {shift && (
        <div class="shift-columns">
          <div class="stack">
            <OnDuty shift={shift} />
            {staff.role !== "auditor" && (
              <section class="card stack shift-own">
                <h2>{words.own()}</h2>
                {own === null ? (
                  <>
                    <p>{words.notBegun()}</p>
                    <Button kind="primary" icon="log-in" wide onClick={() => void begin()}>
                      {words.begin()}
                    </Button>
                  </>
                ) : (
                  <>
                    <p>{words.since({ time: dayAndClock(own.sinceMs) })}</p>
                    <Button kind="primary" icon="arrow-left-right" wide onClick={() => setAsked("hand_over")}>
                      {words.handOver()}
                    </Button>
                    <Button icon="log-out" wide onClick={() => setAsked("end")}>
                      {words.end()}
                    </Button>
                  </>
                )}
              </section>
            )}
          </div>
          <div class="stack">
            {shown && <Report shown={shown} />}
            <Past shift={shift} onShow={setChosen} />
          </div>
        </div>
      )}
      {shift && asked === "hand_over" && (
        <HandOver shift={shift} me={staff.id} onDone={done} onClose={() => setAsked(undefined)} />
      )}
      {own && asked === "end" && (
        <EndShift stillOpen={own.report.stillOpen} onDone={done} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
};

const OnDuty = ({ shift: { onDuty } }: { shift: Shift }) => (
  <section class="card stack tight shift-on-duty">
    <h2>{words.onDuty()}</h2>
    {onDuty.length === 0 && <p class="soft">{words.nobody()}</p>}
    <ul class="gates-list">
      {onDuty.map(({ officer, name, sinceMs }) => (
        <li key={officer}>
          <Icon name="user" />
          <span class="strong">{name}</span>
          <span class="soft">{words.since({ time: clockTime(sinceMs) })}</span>
        </li>
      ))}
    </ul>
  </section>
);

/** One shift in numbers; this card alone is what comes out of the printer. */
const Report = ({ shown: { name, report } }: { shown: Shown }) => (
  <section class="card stack tight shift-report">
    <div class="row apart">
      <h2>{words.report()}</h2>
      <Button icon="printer" onClick={() => print()}>
        {words.print()}
      </Button>
    </div>
    <p>{words.reportOf({ name, from: dayAndClock(report.fromMs), to: dayAndClock(report.toMs) })}</p>
    <Summary
      rows={[
        { term: words.passed(), value: report.passed },
        { term: words.referred(), value: report.referred },
        { term: words.held(), value: report.held },
        { term: words.passedByOfficer(), value: report.passedByOfficer },
        { term: words.overrides(), value: report.overrides },
        { term: words.refused(), value: report.refused },
        { term: words.left(), value: report.left },
        { term: words.unknown(), value: report.unknown },
        { term: words.alarms(), value: report.alarms },
        {
          term: words.wait(),
          value:
            report.waitP50S === null || report.waitP90S === null
              ? "–"
              : words.waitSeconds({ half: report.waitP50S, most: report.waitP90S }),
        },
        { term: words.stillOpen(), value: report.stillOpen },
      ]}
    />
  </section>
);

const Past = ({ shift: { past }, onShow }: { shift: Shift; onShow: (shown: Shown) => void }) => (
  <TableCard
    name={words.past()}
    empty={words.noPast()}
    columns={[
      { head: words.time() },
      { head: words.officer() },
      { head: words.what() },
      { head: words.report() },
    ]}
    rows={past}
  >
    {(row) => {
      const { report } = row;
      return (
        <tr key={row.id}>
          <td class="figures nowrap">{dayAndClock(row.atMs)}</td>
          <td>{row.name}</td>
          <td>{whatText(row)}</td>
          <td>
            {report && (
              <button type="button" class="link" onClick={() => onShow({ name: row.name, report })}>
                {words.seeReport()}
              </button>
            )}
          </td>
        </tr>
      );
    }}
  </TableCard>
);

const whatText = ({ what, toName, to, handed }: Shift["past"][number]): string => {
  if (what === "hand_over") return words.whatHandOver({ count: handed.length, name: toName ?? to ?? "" });
  return what === "begin" ? words.whatBegin() : words.whatEnd();
};

const EndShift = ({
  stillOpen,
  onDone,
  onClose,
}: {
  stillOpen: number;
  onDone: (said: string) => void;
  onClose: () => void;
}) => {
  const keyOf = useCommand();
  const send = async () => {
    const body = { what: "end" };
    const answer = await post("/gates/shift", body, { as, key: keyOf(body) });
    if (!answer.ok) return answer.error;
    onDone(words.ended());
    return undefined;
  };
  return (
    <FormDialog
      title={words.end()}
      intro={words.endHow()}
      isComplete
      send={{ label: words.end(), icon: "log-out" }}
      problemText={gatesProblemText}
      onSend={send}
      onClose={onClose}
    >
      {() => stillOpen > 0 && <Band tone="warning">{words.endOpen({ count: stillOpen })}</Band>}
    </FormDialog>
  );
};

const HandOver = ({
  shift,
  me,
  onDone,
  onClose,
}: {
  shift: Shift;
  me: string;
  onDone: (said: string) => void;
  onClose: () => void;
}) => {
  const others = shift.onDuty.filter(({ officer }) => officer !== me);
  const [to, setTo] = useState<string>();
  const keyOf = useCommand();
  const send = async () => {
    const body = { what: "hand_over", to };
    const answer = await post("/gates/shift", body, { as, key: keyOf(body) });
    if (!answer.ok) return answer.error;
    onDone(words.handedOver({ name: others.find(({ officer }) => officer === to)?.name ?? "" }));
    return undefined;
  };
  return (
    <FormDialog
      title={words.handOver()}
      intro={words.handOverHow()}
      isComplete={to !== undefined}
      send={{ label: words.handOver(), icon: "arrow-left-right" }}
      problemText={gatesProblemText}
      onSend={send}
      onClose={onClose}
    >
      {(tried) => (
        <>
          {others.length === 0 ? (
            <Band>{words.noOther()}</Band>
          ) : (
            <Choices
              legend={words.toWhom()}
              options={others.map(({ officer, name, sinceMs }) => ({
                value: officer,
                title: name,
                detail: words.since({ time: clockTime(sinceMs) }),
              }))}
              chosen={to}
              onPick={setTo}
            />
          )}
          {tried && to === undefined && others.length > 0 && (
            <p class="field-error" role="alert">
              <Icon name="circle-alert" />
              {words.chooseOfficer()}
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
};
