import { useEffect, useState } from "preact/hooks";
import { get, isLineTrouble, type Problem } from "../api";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk, Screen } from "./kiosk";
import type { OwnMovement, ProofPrint } from "./kiosk-types";
import { Todo } from "./result-screen";
import { kioskWords as words } from "./words";

/** The document first: nobody's entries are shown to who only knows a number. */
export const OwnScreen = ({ kiosk }: { kiosk: Kiosk }) => (
  <KioskFrame
    kiosk={kiosk}
    info={
      <>
        <div class="stack tight">
          <PageTitle>{words.ownTitle()}</PageTitle>
          <p class="soft">{words.ownHint()}</p>
        </div>
        <div class="kiosk-camera off">
          <Icon name="id-card" />
        </div>
        <p class="kiosk-pointer strong">
          <Icon name="arrow-down" />
          {words.readerBelow()}
        </p>
      </>
    }
    controls={
      <Button icon="arrow-left" wide onClick={kiosk.empty}>
        {common.back()}
      </Button>
    }
  />
);

/** As many as a screen holds without a list to scroll; older ones are the desk's. */
const shownMax = 3;

/** The last entries and exits; the newest is chosen, so that most press one button. */
export const MovementsScreen = ({
  kiosk,
  screen: { items, lines },
}: {
  kiosk: Kiosk;
  screen: Screen & { readonly type: "movements" };
}) => {
  const [chosen, setChosen] = useState(items[0]?.id);
  const movement = items.find(({ id }) => id === chosen);
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        movement ? (
          <div class="stack tight">
            <PageTitle>{words.ownList()}</PageTitle>
            <p class="soft">{words.ownChoose()}</p>
            {items.length > shownMax && <p class="small soft">{words.ownOlder()}</p>}
          </div>
        ) : (
          <Heading sign={<Icon name="info" />} tone="primary" detail={words.ownNoneNext()}>
            <PageTitle>{words.ownNone()}</PageTitle>
          </Heading>
        )
      }
      controls={
        movement ? (
          <>
            <Choices
              legend={words.ownChoose()}
              legendHidden
              options={items.slice(0, shownMax).map((each) => ({
                value: each.id,
                title: dayAndTime(each.atMs),
                detail: `${words[each.kind]()} · ${placeOf(each)}`,
                icon: each.kind === "entry" ? "log-in" : "log-out",
              }))}
              chosen={chosen}
              onPick={(id) => {
                kiosk.touch();
                setChosen(id);
              }}
            />
            <div class="kiosk-pair">
              <Button wide onClick={kiosk.empty}>
                {words.done()}
              </Button>
              <Button kind="primary" icon="printer" wide onClick={() => kiosk.printProof(lines, movement)}>
                {words.printProof()}
              </Button>
            </div>
          </>
        ) : (
          <Button kind="primary" wide onClick={kiosk.empty}>
            {words.done()}
          </Button>
        )
      }
    />
  );
};

/** The branch stands above every screen: only another one is named again. */
const placeOf = ({ branch: code, lane, way }: OwnMovement): string => {
  const branch = catalogue.value?.branches.find((row) => row.code === code);
  const place = branch ? inLanguage(branch.name) : code;
  const how = way === "officer" ? words.beforeOfficer() : lane;
  return [how, code === catalogue.value?.branchId ? null : place].filter(Boolean).join(" · ");
};

/** What becomes of the paper; the record itself is safe in every case. */
export const ProofScreen = ({
  kiosk,
  screen: { movement, print: asked },
}: {
  kiosk: Kiosk;
  screen: Screen & { readonly type: "proof" };
}) => {
  const print = usePrint(kiosk, movement.id, asked);
  const elsewhere = kiosk.hall.value?.printer?.elsewhere ?? null;
  const isLost = print === "failed" || print === "suspect";
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <Heading
            sign={<Icon name={isLost ? "info" : "printer"} />}
            tone={isLost ? "warning" : print === "printed" ? "success" : "primary"}
            detail={`${words[movement.kind]()}, ${dayAndTime(movement.atMs)}`}
          >
            <PageTitle key={print}>
              {isLost ? words.proofFailed() : print === "printed" ? takeIt(elsewhere) : words.proofPrinting()}
            </PageTitle>
          </Heading>
          <ul class="kiosk-todo">
            {isLost ? (
              <Todo tone="warning" icon="id-card" title={words.goToDesk()} detail={words.ownDesk()} />
            ) : (
              <Todo icon="qr-code" title={words.proofCheck()} />
            )}
          </ul>
        </>
      }
      controls={
        <Button kind="primary" wide onClick={kiosk.empty}>
          {words.done()}
        </Button>
      }
    />
  );
};

const takeIt = (elsewhere: string | null): string =>
  elsewhere === null ? words.proofOut() : words.proofElsewhere({ name: elsewhere });

/** How often the kiosk asks whether the paper is out. */
const lookMs = 1_000;

/** Looks until it is known whether the paper came out: within seconds, says the node. */
const usePrint = (kiosk: Kiosk, movement: string, asked: ProofPrint): ProofPrint => {
  const [print, setPrint] = useState(asked);
  const isKnown = print !== "queued";
  useEffect(() => {
    if (isKnown) return undefined;
    const look = async () => {
      const path = `/movements/${movement}/proof/print`;
      const answer = await get<{ readonly print: ProofPrint }>(path, { as: kiosk.as });
      if (answer.ok) setPrint(answer.value.print);
    };
    const timer = setInterval(() => void look(), lookMs);
    return () => clearInterval(timer);
  }, [isKnown]);
  return print;
};

/** No list or no paper: why, what is safe, and who can help. */
export const OwnRefusedScreen = ({
  kiosk,
  problem,
  again,
}: {
  kiosk: Kiosk;
  problem: Problem;
  again: () => void;
}) => {
  const isUnread = problem.code === "document_not_read";
  const mayTry = isLineTrouble(problem) || problem.code === "printer_not_ready";
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <Heading
          sign={<Icon name="info" />}
          tone="warning"
          detail={isUnread ? words.layAgain() : words.ownDesk()}
        >
          <PageTitle>{refusalOf(problem)}</PageTitle>
        </Heading>
      }
      controls={
        <div class="stack">
          {isUnread && (
            <Button kind="primary" wide icon="id-card" onClick={() => kiosk.show({ type: "own" })}>
              {words.layNow()}
            </Button>
          )}
          {mayTry && (
            <Button kind="primary" wide icon="refresh-cw" onClick={again}>
              {common.tryAgain()}
            </Button>
          )}
          <Button kind={isUnread || mayTry ? "outline" : "primary"} wide onClick={kiosk.empty}>
            {words.done()}
          </Button>
        </div>
      }
    />
  );
};

const refusalOf = (problem: Problem): string => {
  if (problem.code === "document_not_read") return words.notReadTitle();
  if (problem.code === "printer_not_ready") return words.proofNoPrinter();
  if (problem.code === "still_printing") return words.proofPrinting();
  if (problem.code === "too_many_tries") return words.tooManyTries();
  return isLineTrouble(problem) ? words.lineLost() : words.otherRefusal();
};
