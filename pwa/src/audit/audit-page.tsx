import { useEffect, useState } from "preact/hooks";
import { get, postFile, type Problem } from "../api";
import { leave } from "../branch/supervised";
import { ScrollTable } from "../branch/table";
import { newCommandId } from "../command-id";
import { StaffHeader } from "../counter/staff-header";
import { download } from "../download";
import { catalogue, loadCatalogue, node } from "../node";
import { SignedIn } from "../staff/signed-in";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { inLanguage } from "../words/language";
import { staffWords } from "../staff/words";
import { clockTime, dateInFigures, dateOf } from "../words/when";
import type { AuditItem, AuditPage as Page } from "./audit-types";
import { emptyFilter, type Filter, filterBody, FilterForm, filterQuery } from "./filter";
import { intentWord } from "./intent-words";
import { ProofDialog } from "./proof-dialog";
import { words } from "./words";

/** `/audit`: what was done that somebody may have to answer for. */
const AuditPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["auditor"]}>
      {({ name }) => <Log name={name} />}
    </SignedIn>
  );
};

export default AuditPage;

const as = "staff";

const Log = ({ name }: { name: string }) => {
  const [filter, setFilter] = useState<Filter>(emptyFilter);
  const [page, setPage] = useState<Page>();
  const [problem, setProblem] = useState<Problem>();
  const [looking, setLooking] = useState<AuditItem>();

  const load = async (asked: Filter, after?: string) => {
    const query = filterQuery(asked, after);
    const answer = await get<Page>(`/audit${query}`, { as });
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    const before = after === undefined ? [] : (page?.items ?? []);
    setPage({ items: [...before, ...answer.value.items], next: answer.value.next });
  };
  useEffect(() => void load(filter), []);

  const exportAll = async () => {
    const answer = await postFile("/audit/export", filterBody(filter), {
      as,
      key: newCommandId(),
      timeoutMs,
    });
    if (answer.ok) download(answer.value, "audit.ndjson");
    else setProblem(answer.error);
  };

  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={words.auditor({ name })} />
      <main id="content" class="branch-main">
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        <FilterForm
          filter={filter}
          onShow={(asked) => {
            setFilter(asked);
            void load(asked);
          }}
        />
        {problem && <ProblemBand problem={problem} onRetry={() => void load(filter)} />}
        {!page && !problem && <Loading />}
        {page && (
          <section class="card stack" aria-live="polite">
            <h2>{words.records()}</h2>
            {page.items.length === 0 ? (
              <p class="soft">{words.none()}</p>
            ) : (
              <Records items={page.items} onProof={setLooking} />
            )}
            {page.next !== null && (
              <div>
                <Button icon="arrow-down" onClick={() => void load(filter, page.next!)}>
                  {words.more()}
                </Button>
              </div>
            )}
          </section>
        )}
        <div class="stack tight">
          <div class="row">
            <Button icon="download" onClick={() => void exportAll()}>
              {words.exportAll()}
            </Button>
            <Button kind="quiet" icon="log-out" onClick={leave}>
              {staffWords.signOut()}
            </Button>
          </div>
          <p class="small quiet">{words.exportNote()}</p>
        </div>
      </main>
      <ProofDialog
        open={looking !== undefined}
        onClose={() => setLooking(undefined)}
        path={`/audit/proof?leaf=${looking?.seq ?? 0}`}
        as={as}
      />
    </div>
  );
};

/** An export is as long as the log. */
const timeoutMs = 120_000;

const Records = ({
  items,
  onProof,
}: {
  readonly items: readonly AuditItem[];
  readonly onProof: (item: AuditItem) => void;
}) => (
  <ScrollTable
    name={words.records()}
    columns={[words.when(), words.intent(), words.actor(), words.about(), words.where(), words.proof()].map(
      (head) => ({ head }),
    )}
  >
    {items.map((item) => (
      <tr key={`${item.node}/${item.seq}`}>
        <td class="nowrap">
          {dateInFigures(dateOf(item.atMs))} {clockTime(item.atMs)}
        </td>
        <td>{intentWord(item.intent)}</td>
        <td>{actorWord(item.actor)}</td>
        <td class="small">{aboutWords(item.about)}</td>
        <td>{placeWord(item.branch)}</td>
        <td>
          {item.branch === (node.value?.branchId ?? null) && (
            <Button
              kind="quiet"
              icon="ticket-check"
              label={words.proofOf({ no: item.seq + 1 })}
              onClick={() => onProof(item)}
            />
          )}
        </td>
      </tr>
    ))}
  </ScrollTable>
);

const actorWord = (actor: AuditItem["actor"]): string => {
  switch (actor.kind) {
    case "public":
      return words.public({ id: short(actor.account) });
    case "staff":
      return `${actor.id} (${actor.role})`;
    case "device":
      return actor.id;
    case "system":
      return words.system({ task: actor.task });
  }
};

/** Ids as they are, the first of many: who needs the rest has the proof or the export. */
const aboutWords = (about: AuditItem["about"]): string =>
  Object.entries(about)
    .map(([what, value]) => {
      if (typeof value !== "object") return `${what} ${value}`;
      const [first = "", ...more] = value;
      return `${what} ${short(first)}${more.length > 0 ? ` +${more.length}` : ""}`;
    })
    .join(", ");

/** The end of an id tells two of one moment apart, its beginning does not. */
const short = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);

const placeWord = (code: string | null): string => {
  if (code === null) return words.headquarters();
  const found = catalogue.value?.branches.find((branch) => branch.code === code);
  return found ? inLanguage(found.name) : code;
};
