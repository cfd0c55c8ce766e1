import { useEffect, useState } from "preact/hooks";
import type * as z from "zod";
import { parseMrz } from "../../../server/applicants/mrz";
import type { movementsSchema } from "../../../server/gates/gates.schema";
import { parseLocalDate } from "../../../sync/core/local-date";
import { getFile, post, type Problem } from "../api";
import { TableCard } from "../branch/table";
import { StaffHeader } from "../counter/staff-header";
import { useWedge } from "../kiosk/use-wedge";
import { loadCatalogue } from "../node";
import { SignedIn } from "../staff/signed-in";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { SelectField, TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { countryOptions } from "../words/countries";
import { dayAndClock } from "../words/staff-times";
import { dateOf } from "../words/when";
import { printPage } from "./print-page";
import { words } from "./words";

type Movement = z.infer<typeof movementsSchema>["items"][number];

const as = "staff" as const;

/** `/movements`: entries and exits, for whoever stands at the desk with the document. */
const MovementsPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["officer", "supervisor", "branch_admin", "gate_operator"]}>
      {(staff) => (
        <div class="staff lane-tables">
          <StaffHeader title={words.pageName()} detail={staff.name} />
          <main id="content" class="main wide stack">
            <PageTitle>{words.pageName()}</PageTitle>
            <p class="soft">{words.lead()}</p>
            <Search />
          </main>
        </div>
      )}
    </SignedIn>
  );
};

export default MovementsPage;

/** All that the document's own lines say: who can give it holds the document. */
interface Held {
  readonly country: string;
  readonly number: string;
  readonly birthDate: string;
  readonly expiresOn: string;
}

const nothing: Held = { country: "MYS", number: "", birthDate: "", expiresOn: "" };

/** A zone with any doubtful character, or without whole dates, is not taken. */
const heldOf = (lines: readonly string[]): Held | undefined => {
  const read = parseMrz(lines.join("\n"), dateOf(currentMs()));
  if (!read.ok || read.value.findings.length > 0) return undefined;
  const { issuer, documentNumber, dateOfBirth, expiresOn } = read.value.mrz;
  if (dateOfBirth === undefined || expiresOn === undefined) return undefined;
  return { country: issuer, number: documentNumber, birthDate: dateOfBirth, expiresOn };
};

const Search = () => {
  const [held, setHeld] = useState<Held>(nothing);
  const [read, setRead] = useState<"read" | "unreadable">();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<readonly Movement[]>();
  const [problem, setProblem] = useState<Problem>();
  const change = (part: Partial<Held>) => {
    setHeld({ ...held, ...part });
    setFound(undefined);
  };
  useWedge((heard) => {
    if (heard.type === "typed") return;
    const scanned = heard.type === "scan" && heard.scan.type === "mrz" ? heldOf(heard.scan.lines) : undefined;
    setRead(scanned ? "read" : "unreadable");
    if (scanned) change(scanned);
  });
  const isWhole =
    held.number.trim() !== "" && parseLocalDate(held.birthDate).ok && parseLocalDate(held.expiresOn).ok;
  const search = async () => {
    setTried(true);
    if (!isWhole || busy) return;
    setBusy(true);
    const number = held.number.toUpperCase().replace(/[^A-Z0-9]/g, "");
    const answer = await post<{ items: readonly Movement[] }>("/movements/find", { ...held, number }, { as });
    setBusy(false);
    setFound(answer.ok ? answer.value.items : undefined);
    setProblem(answer.ok ? undefined : answer.error);
  };
  return (
    <div class="movement-columns">
      <form
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        {read === "read" && <Band tone="success">{words.scanned()}</Band>}
        {read === "unreadable" && (
          <Band tone="warning" alert>
            {words.unreadable()}
          </Band>
        )}
        <SelectField
          label={words.country()}
          value={held.country}
          onValue={(country) => change({ country })}
          options={countryOptions()}
        />
        <TextField
          label={words.number()}
          value={held.number}
          onValue={(number) => change({ number })}
          exact
          mono
          lengthMax={20}
          error={tried && held.number.trim() === "" ? words.numberMissing() : undefined}
        />
        <DateField
          label={words.birthDate()}
          value={held.birthDate}
          onValue={(birthDate) => change({ birthDate })}
          error={tried && !parseLocalDate(held.birthDate).ok ? words.dateMissing() : undefined}
        />
        <DateField
          label={words.expiresOn()}
          value={held.expiresOn}
          onValue={(expiresOn) => change({ expiresOn })}
          error={tried && !parseLocalDate(held.expiresOn).ok ? words.dateMissing() : undefined}
        />
        <Button kind="primary" type="submit" icon="search" wide busy={busy}>
          {words.search()}
        </Button>
      </form>
      <div class="stack" aria-live="polite">
        {problem && <ProblemBand problem={problem} />}
        {found && <Movements movements={found} />}
      </div>
    </div>
  );
};

const Movements = ({ movements }: { movements: readonly Movement[] }) => {
  const [problem, setProblem] = useState<Problem>();
  const print = async (id: string) => {
    const page = await getFile(`/movements/${id}/proof.html`, { as });
    setProblem(page.ok ? undefined : page.error);
    if (page.ok) printPage(await page.value.text());
  };
  return (
    <>
      {problem && (
        <ProblemBand
          problem={problem}
          {...(problem.code === "movement_not_found" ? { text: words.gone() } : {})}
        />
      )}
      <TableCard
        name={words.found()}
        empty={words.none()}
        columns={[
          { head: words.what() },
          { head: words.when() },
          { head: words.where() },
          { head: words.how() },
          { head: words.proof() },
        ]}
        rows={movements}
      >
        {(row) => (
          <tr key={row.id}>
            <td>
              <Icon name={row.kind === "entry" ? "log-in" : "log-out"} /> {words[row.kind]()}
            </td>
            <td class="figures nowrap">{dayAndClock(row.atMs)}</td>
            <td>{[row.branch, row.lane].filter(Boolean).join(" · ")}</td>
            <td>{row.way === "lane" ? words.byLane() : words.byOfficer()}</td>
            <td>
              <Button
                icon="printer"
                label={words.printOf({ what: words[row.kind](), when: dayAndClock(row.atMs) })}
                onClick={() => void print(row.id)}
              >
                {words.print()}
              </Button>
            </td>
          </tr>
        )}
      </TableCard>
    </>
  );
};
