import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, isLineTrouble } from "../api";
import type { BranchNow } from "../api-types";
import { listen } from "../live";
import { catalogue, loadCatalogue } from "../node";
import type { Page } from "../pages";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { Summary } from "../ui/summary";
import { categoryName } from "../words/categories";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { dateOf, dateShort, span, timeOf } from "../words/when";
import { words } from "./words";

/** `/office/<code>`: a branch before anybody leaves home. Live; what is old says how old. */
const OfficePage: Page = ({ params }) => {
  const code = params["code"] ?? "";
  const now = useSignal<BranchNow | undefined>(undefined);
  const missing = useSignal(false);
  useEffect(() => {
    void loadCatalogue();
    void get<BranchNow>(`/branches/${code}/now`).then((answer) => {
      if (answer.ok) now.value = answer.value;
      else missing.value = !isLineTrouble(answer.error);
    });
    const live = listen([`office:${code}`], (topic, data) => {
      if (topic === `office:${code}` && data !== null) now.value = data as BranchNow;
    });
    // A beat of the branch itself says that nothing has changed since.
    const stop = live.heardAtMs.subscribe((atMs) => {
      const shown = now.peek();
      if (atMs > 0 && shown?.heardAtMs === null) now.value = { ...shown, now: atMs };
    });
    return () => {
      stop();
      live.close();
    };
  }, [code]);

  const branch = catalogue.value?.branches.find((row) => row.code === code);
  return (
    <Frame back={{ href: "/", title: words.title() }}>
      <PageTitle>{branch ? inLanguage(branch.name) : words.title()}</PageTitle>
      {missing.value && <Band>{words.elsewhere()}</Band>}
      {branch && (
        <section class="card stack tight">
          <p class="fact-line">
            <Icon name="map-pin" />
            <span>{[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}</span>
          </p>
          <p class="fact-line">
            <Icon name="clock" />
            <span>{inLanguage(branch.hours)}</span>
          </p>
          {branch.phone && (
            <p class="fact-line">
              <Icon name="phone" />
              <a href={`tel:${branch.phone.replace(/[^\d+]/g, "")}`}>{branch.phone}</a>
            </p>
          )}
        </section>
      )}
      <Button kind="primary" wide icon="calendar-plus" href={`/book?branch=${code}`}>
        {words.book()}
      </Button>
      <p class="small soft">{common.free()}</p>
      {now.value ? <Now shown={now.value} /> : !missing.value && <Loading />}
    </Frame>
  );
};

const Now = ({ shown }: { shown: BranchNow }) => (
  <>
    <Age shown={shown} />
    {shown.disruption && (
      <Band tone="warning" icon="triangle-alert" alert>
        {inLanguage(shown.disruption.text)}{" "}
        {shown.disruption.untilMs !== null && words.until({ time: timeOf(shown.disruption.untilMs) })}
      </Band>
    )}
    <Open shown={shown} />
    {byCategory(shown.services).map(([category, services]) => (
      // Nobody reads thirty cards on a phone: what people wait for stands open.
      <details key={category} class="card" open={services.some(({ waiting }) => waiting > 0)}>
        <summary>
          {categoryName(category)} <span class="soft">{services.length}</span>
        </summary>
        {services.map((row) => (
          <Service key={row.code} row={row} />
        ))}
      </details>
    ))}
  </>
);

type Row = BranchNow["services"][number];

const byCategory = (rows: readonly Row[]): readonly (readonly [string, readonly Row[]])[] => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const category = catalogue.value?.services.find(({ code }) => code === row.code)?.category ?? row.code;
    found.set(category, [...(found.get(category) ?? []), row]);
  }
  return [...found];
};

const Service = ({ row }: { row: Row }) => (
  <section class="stack tight">
    <h3>{serviceName(row.code)}</h3>
    <Summary
      plain
      rows={[
        {
          term: words.waiting(),
          value: (
            <>
              {common.people({ count: row.waiting })}
              {row.estimate && (
                <span class="soft">
                  {" · "}
                  {words.wait({ low: row.estimate.lowMin, high: row.estimate.highMin })}
                </span>
              )}
            </>
          ),
        },
        { term: words.left(), value: String(row.numbersLeft) },
        {
          term: words.free(),
          value:
            row.freeAtMs === null
              ? words.noFree()
              : `${dateShort(dateOf(row.freeAtMs))}, ${timeOf(row.freeAtMs)}`,
        },
      ]}
    />
  </section>
);

const Open = ({ shown: { open, opensAtMs, closesAtMs, nextBatchAtMs } }: { shown: BranchNow }) => (
  <Band tone={open ? "success" : "neutral"} icon={open ? "circle-check" : "circle-off"}>
    {open && closesAtMs !== null
      ? words.isOpen({ time: timeOf(closesAtMs) })
      : opensAtMs !== null && opensAtMs > nowMs.value
        ? words.opens({ time: timeOf(opensAtMs) })
        : words.isClosed()}
    {nextBatchAtMs !== null && <> {words.nextBatch({ time: timeOf(nextBatchAtMs) })}</>}
  </Band>
);

/** As on the page of a number. */
const staleMsMin = 30_000;
/** A computer that lost its battery wakes up in 1970 or 2000. */
const clockFromMs = Date.UTC(2024, 0, 1);

const Age = ({ shown }: { shown: BranchNow }) => {
  if (shown.now < clockFromMs)
    return (
      <Band tone="warning" icon="clock" alert>
        {words.clockWrong()}
      </Band>
    );
  const heardAtMs = shown.heardAtMs ?? shown.now;
  if (heardAtMs === 0) return <Band icon="cloud-off">{words.notHeard()}</Band>;
  const ageMs = nowMs.value - heardAtMs;
  return ageMs < staleMsMin ? null : <Band icon="cloud-off">{words.asOf({ age: span(ageMs) })}</Band>;
};

const serviceName = (code: string): string => {
  const found = catalogue.value?.services.find((one) => one.code === code);
  return found ? inLanguage(found.name) : code;
};

export default OfficePage;
