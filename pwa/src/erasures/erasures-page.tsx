import { useEffect } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { contactTone, nodeName } from "../line/matters";
import { loadCatalogue } from "../node";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { dayAndClock } from "../words/staff-times";
import { type Erasures, loadErasures, type OpenErasure } from "./erasures";
import { words } from "./words";

const lookMs = 30_000;

/** `/erasures`: at headquarters, which machine still holds the key of somebody who was erased, and until when a backup does. */
const ErasuresPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["auditor", "hq_admin"]}>
      {(staff) => <List me={staff} />}
    </SignedIn>
  );
};

export default ErasuresPage;

const List = ({ me }: { me: Staff }) => {
  const { value, problem, again } = useAsked(loadErasures, { everyMs: lookMs });
  const items = value?.items;
  const owed = items?.filter(({ owing }) => owing.length > 0) ?? [];
  const kept = items?.filter(({ owing }) => owing.length === 0) ?? [];
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {problem && <ProblemBand problem={problem} onRetry={() => void again()} />}
        {!items && !problem && <Loading />}
        {items?.length === 0 && <p class="card">{words.none()}</p>}
        {owed.length > 0 && <Part title={words.owed()} items={owed} />}
        {kept.length > 0 && <Part title={words.backups()} items={kept} />}
      </main>
    </div>
  );
};

const Part = ({ title, items }: { title: string; items: Erasures }) => (
  <section class="card stack tight">
    <h2>{title}</h2>
    <ul class="people">
      {items.map((item) => (
        <li key={item.id}>
          <One item={item} />
        </li>
      ))}
    </ul>
  </section>
);

const One = ({ item }: { item: OpenErasure }) => (
  <div class="stack tight">
    <span class="strong">
      {words.at({
        at: dayAndClock(item.atMs),
        where: item.decidedAt === null ? words.headquarters() : nodeName({ branch: item.decidedAt }),
      })}
    </span>
    {item.owing.map((node) => (
      <div key={node.alias} class="stack tight">
        <div>
          <Tag {...contactTone[node.contact]}>{words.owes({ who: nodeName(node), alias: node.alias })}</Tag>
        </div>
        <p class="small soft">
          {node.heardAtMs === null ? words.never() : words.last({ at: dayAndClock(node.heardAtMs) })}{" "}
          {next[node.contact]()}
        </p>
      </div>
    ))}
    {item.heard > 0 && <p class="small soft">{words.heard({ count: item.heard })}</p>}
    <p class="small soft">
      {item.backupsEndMs === null
        ? words.backupsLater()
        : words.backupsEnd({ at: dayAndClock(item.backupsEndMs) })}
    </p>
  </div>
);

const next = {
  heard: words.nextHeard,
  silent: words.nextSilent,
  suspended: words.nextSuspended,
  replaced: words.nextReplaced,
} as const;
