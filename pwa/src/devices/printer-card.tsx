import { useState } from "preact/hooks";
import { post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { clockTime } from "../words/when";
import { type PrinterNow, printerState, type Fault } from "./printer-state";
import { printerWords } from "./printer-words";
import { devicesWords as words } from "./words";

const advice: { readonly [What in Fault]: () => string } = {
  silent: words.doSilent,
  cover: words.doCover,
  paper: words.doPaper,
  knife: words.doKnife,
  broken: words.doBroken,
  near: words.doNear,
};

type Trouble = PrinterNow["trouble"][number];

const problemWords: Readonly<Record<string, () => string>> = {
  still_printing: words.stillPrinting,
  printer_not_found: words.printerGone,
  ticket_over: words.paperOver,
  booking_over: words.paperOver,
};

/** One printer: how it is, what to do, what waits, papers that nobody is sure of, and a paper to try it. */
export const PrinterCard = ({ printer }: { printer: PrinterNow }) => {
  const { id, name, test } = printer;
  const { tone, icon, text, fault } = printerState(printer);
  const next = fault && advice[fault]();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<Problem>();

  const act = async (what: string, path: string, body: object, done: string) => {
    setBusy(what);
    const answer = await post(path, body, { as: "staff", key: newCommandId() });
    setBusy(undefined);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) toast(done);
  };
  const copy = ({ kind, id: of, number }: Trouble) =>
    act(
      of,
      kind === "ticket" ? `/tickets/${of}/reprint` : `/bookings/${of}/slip/print`,
      { reason: "not_printed" },
      words.copyOnItsWay({ number }),
    );
  const said = problem && problemWords[problem.code]?.();

  return (
    <section class="card stack tight" aria-labelledby={`printer-${id}`}>
      <div class="row apart">
        <h2 id={`printer-${id}`}>{name}</h2>
        <Tag tone={tone} icon={icon}>
          {text}
        </Tag>
      </div>
      {printer.spareFor !== null && <p class="small quiet">{words.spareFor({ name: printer.spareFor })}</p>}
      {next !== undefined && <p>{next}</p>}
      {printer.coveredBy !== null && (
        <Band tone="primary" icon="printer">
          {words.coveredBy({ name: printer.coveredBy })}
        </Band>
      )}
      <dl class="device-facts">
        <Fact name={words.waiting()} value={`${printer.queued}`} />
        <Fact name={words.copiesToday()} value={`${printer.copies}`} />
        <Fact
          name={words.lastHeard()}
          value={printer.lastSeenMs === null ? words.never() : clockTime(printer.lastSeenMs)}
        />
        <Fact name={words.model()} value={printer.model} />
        <Fact name={words.address()} value={printer.address} />
      </dl>
      {printer.trouble.length > 0 && (
        <>
          <h3>{words.doubtfulPapers()}</h3>
          <ul class="device-papers">
            {printer.trouble.map((paper) => (
              <li key={paper.id} class="row apart">
                <span>
                  <strong class="figures">{paper.number}</strong>{" "}
                  <span class="small soft">
                    {paper.print === "suspect" ? printerWords.mayNot() : printerWords.didNot()},{" "}
                    {clockTime(paper.atMs)}
                  </span>
                </span>
                <Button icon="printer" busy={busy === paper.id} onClick={() => void copy(paper)}>
                  {words.printCopy({ number: paper.number })}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem && <ProblemBand problem={problem} {...(said === undefined ? {} : { text: said })} />}
      <div class="row">
        <Button
          icon="printer-check"
          busy={busy === "test"}
          label={`${words.testPrint()}: ${name}`}
          onClick={() => void act("test", `/devices/${id}/test`, {}, words.testQueued())}
        >
          {words.testPrint()}
        </Button>
        {test && <span class="small soft">{testText(test)}</span>}
      </div>
    </section>
  );
};

const testText = ({ print, atMs }: NonNullable<PrinterNow["test"]>): string => {
  const time = clockTime(atMs);
  if (print === "queued") return words.testQueued();
  if (print === "printed") return words.testPrinted({ time });
  return print === "suspect" ? words.testSuspect({ time }) : words.testFailed({ time });
};

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt class="small quiet">{name}</dt>
    <dd class="figures">{value}</dd>
  </div>
);
