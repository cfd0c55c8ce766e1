import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api";
import { TableCard } from "../branch/table";
import { StaffHeader } from "../counter/staff-header";
import { loadCatalogue } from "../node";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { toast } from "../ui/toast";
import { dayAndClock } from "../words/staff-times";
import { dateInFigures } from "../words/when";
import { loadMaster, type MasterRow, withdrawMaster } from "./master";
import { MasterForm, MasterProblem } from "./master-form";
import { fieldName, subjectOf, valueShown } from "./master-shown";
import { masterWords as words } from "./master-words";

/** `/fleet/data`: branches, services and holidays, corrected from a day on. */
const MasterPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["auditor", "hq_admin"]}>
      {(staff) => <Master me={staff} />}
    </SignedIn>
  );
};

export default MasterPage;

const Master = ({ me }: { me: Staff }) => {
  const [rows, setRows] = useState<readonly MasterRow[]>();
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const load = async (before?: string) => {
    const answer = await loadMaster(before);
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const { items } = answer.value;
    setRows((known = []) => (before === undefined ? items : [...known, ...items]));
    setNext(answer.value.next);
  };
  useEffect(() => void load(), []);
  const isAdministrator = me.role === "hq_admin";
  const withdraw = async ({ id }: MasterRow) => {
    const done = await withdrawMaster(id);
    setProblem(done.ok ? undefined : done.error);
    if (!done.ok) return;
    toast(words.isWithdrawn());
    void load();
  };
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div>
          <Button kind="quiet" icon="arrow-left" href="/fleet">
            {words.backToBranches()}
          </Button>
        </div>
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {problem && <MasterProblem problem={problem} />}
        <div class="master-columns">
          {isAdministrator && (
            <MasterForm
              onSaved={() => {
                toast(words.saved());
                void load();
              }}
            />
          )}
          {!rows && !problem && <Loading />}
          {rows && (
            <div class="stack tight">
              <Book rows={rows} onWithdraw={isAdministrator ? withdraw : undefined} />
              {next !== null && (
                <Button icon="chevron-down" wide onClick={() => void load(next)}>
                  {words.older()}
                </Button>
              )}
            </div>
          )}
        </div>
      </main>
    </div>
  );
};

const Book = ({
  rows,
  onWithdraw,
}: {
  rows: readonly MasterRow[];
  onWithdraw: ((row: MasterRow) => Promise<void>) | undefined;
}) => (
  <TableCard
    name={words.book()}
    empty={words.noChanges()}
    columns={[
      { head: words.from() },
      { head: words.what() },
      { head: words.whoWhy() },
      { head: words.state() },
    ]}
    rows={rows.toSorted(comingFirst)}
  >
    {(row) => (
      <tr key={row.id}>
        <td class="nowrap">{dateInFigures(row.from)}</td>
        <td>
          <span class="strong">{subjectOf(row)}</span>
          {Object.entries(row.set).map(([field, value]) => (
            <div class="small soft" key={field}>
              {fieldName(field)}: {valueShown(field, value)}
            </div>
          ))}
        </td>
        <td>
          {row.reason}
          <div class="small soft">
            {row.by} · {dayAndClock(row.atMs)}
          </div>
          {row.withdrawnAtMs !== null && (
            <div class="small soft">
              {words.withdrawn()}: {row.withdrawnBy} · {dayAndClock(row.withdrawnAtMs)}
            </div>
          )}
        </td>
        <td>
          <Tag {...stateTone[row.state]}>{words[row.state]()}</Tag>
          {onWithdraw && row.state === "coming" && row.kind !== "holiday" && (
            <Button
              label={words.withdrawOf({ what: subjectOf(row) })}
              icon="undo-2"
              onClick={() => void onWithdraw(row)}
            >
              {words.withdraw()}
            </Button>
          )}
        </td>
      </tr>
    )}
  </TableCard>
);

const stateTone = {
  coming: { tone: "primary", icon: "calendar-clock" },
  in_force: { tone: "success", icon: "check" },
  withdrawn: { tone: "neutral", icon: "undo-2" },
} as const;

/** What is still to come, the nearest day first; then the newest. */
const comingFirst = (a: MasterRow, b: MasterRow): number => {
  const comes = (row: MasterRow) => row.state === "coming";
  if (comes(a) !== comes(b)) return comes(a) ? -1 : 1;
  return comes(a) ? a.from.localeCompare(b.from) : b.atMs - a.atMs;
};
