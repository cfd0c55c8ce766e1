import { useState } from "preact/hooks";
import type { Service } from "../api-types";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { categoryName } from "../words/categories";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import { claims, claimText } from "./lanes";
import { kioskWords as words } from "./words";

interface Offered {
  readonly service: Service;
  readonly waiting: number;
  readonly minutes: number | null;
  readonly gone: boolean;
}

/** The services this branch gives numbers for, by category and in the catalogue's order. */
const offeredByCategory = (kiosk: Kiosk): ReadonlyMap<string, readonly Offered[]> => {
  const byCategory = new Map<string, Offered[]>();
  const states = new Map(kiosk.hall.value?.services.map((row) => [row.code, row]));
  for (const service of catalogue.value?.services ?? []) {
    const state = states.get(service.code);
    if (!state) continue;
    const rows = byCategory.get(service.category) ?? [];
    rows.push({
      service,
      waiting: state.waiting,
      minutes: state.estimate?.highMin ?? null,
      gone: state.numbersLeft === 0,
    });
    byCategory.set(service.category, rows);
  }
  return byCategory;
};

/** Two touches: the kind of matter, then the service. */
export const ServicesScreen = ({ kiosk }: { kiosk: Kiosk }) => {
  const [category, setCategory] = useState<string>();
  const byCategory = offeredByCategory(kiosk);
  const only = byCategory.size === 1 ? [...byCategory.keys()][0] : undefined;
  const chosen = category ?? only;
  const back = () => (category ? setCategory(undefined) : kiosk.show({ type: "scan", foreignCode: false }));
  return (
    <KioskFrame
      kiosk={kiosk}
      info={<PageTitle key={chosen ?? ""}>{chosen ? categoryName(chosen) : words.walkInTitle()}</PageTitle>}
      controls={
        <div class="stack">
          <div class="kiosk-choices">
            {chosen === undefined
              ? [...byCategory].map(([name, rows]) => (
                  <CategoryButton
                    key={name}
                    title={categoryName(name)}
                    rows={rows}
                    onPick={() => {
                      kiosk.touch();
                      setCategory(name);
                    }}
                  />
                ))
              : (byCategory.get(chosen) ?? []).map((row) => (
                  <ServiceButton
                    key={row.service.code}
                    row={row}
                    onPick={() => kiosk.show({ type: "lane", service: row.service.code })}
                  />
                ))}
          </div>
          <Button wide icon="arrow-left" onClick={back}>
            {common.back()}
          </Button>
        </div>
      }
    />
  );
};

const CategoryButton = ({
  title,
  rows,
  onPick,
}: {
  title: string;
  rows: readonly Offered[];
  onPick: () => void;
}) => (
  <button type="button" class="button kiosk-choice" onClick={onPick}>
    <span class="grow">{title}</span>
    <span class="small quiet">
      {words.waitingCount({ count: rows.reduce((sum, row) => sum + row.waiting, 0) })}
    </span>
    <Icon name="chevron-right" />
  </button>
);

/** A service without numbers stays to be pressed: the next screen says when there are new ones. */
const ServiceButton = ({ row, onPick }: { row: Offered; onPick: () => void }) => (
  <button type="button" class="button kiosk-choice" onClick={onPick}>
    <span class="grow">{inLanguage(row.service.name)}</span>
    <span class="small quiet">
      {row.gone
        ? words.numbersGone()
        : row.minutes === null
          ? words.waitingCount({ count: row.waiting })
          : words.aboutMinutes({ count: row.minutes })}
    </span>
    <Icon name="chevron-right" />
  </button>
);

/** A claim of priority is one touch here and one more by the officer. */
export const LaneScreen = ({ kiosk, service }: { kiosk: Kiosk; service: string }) => (
  <KioskFrame
    kiosk={kiosk}
    info={
      <div class="stack tight">
        <PageTitle>{words.laneTitle()}</PageTitle>
        <p class="soft">{words.laneHint()}</p>
      </div>
    }
    controls={
      <div class="stack">
        <div class="kiosk-choices">
          {claims.map((claim) => (
            <button
              key={claim}
              type="button"
              class="button kiosk-choice"
              onClick={() => kiosk.takeNumber({ service, lane: "priority", claims: [claim] })}
            >
              <span class="grow">{claimText(claim)}</span>
            </button>
          ))}
          {kindsOf(service).includes("employer") && (
            <button
              type="button"
              class="button kiosk-choice"
              onClick={() => kiosk.takeNumber({ service, lane: "employer", claims: [] })}
            >
              <Icon name="briefcase" />
              <span class="grow">{words.claimEmployer()}</span>
            </button>
          )}
        </div>
        <Button kind="primary" wide onClick={() => kiosk.takeNumber({ service, lane: "normal", claims: [] })}>
          {words.claimNone()}
        </Button>
        <Button wide icon="arrow-left" onClick={() => kiosk.show({ type: "services" })}>
          {common.back()}
        </Button>
      </div>
    }
  />
);

const kindsOf = (code: string): readonly string[] =>
  catalogue.value?.services.find((row) => row.code === code)?.kinds ?? [];
