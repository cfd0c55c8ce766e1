import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../api";
import type { Branch, Service } from "../api-types";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { BranchList } from "../ui/branch-list";
import { Button } from "../ui/button";
import { type Choice, Choices } from "../ui/choices";
import { SelectField } from "../ui/field";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { dateOf, dateShort, timeOf } from "../words/when";
import { asBooker, officerBooking } from "./booker";
import { byDistance, kilometresBetween, type Spot, whereAmI } from "./distance";
import { draft, edit, kindFor } from "./draft";
import { StepHead } from "./step-head";
import { chosenBranch, chosenService, goToStep, stepAfter } from "./steps";
import { book } from "./words";

/** Step 3: where. Branches that can be booked first, earliest or nearest on top; the others with how to come. */
export const BranchStep = () => {
  const state = useSignal("");
  const here = useSignal<Spot | undefined>(undefined);
  const earliest = useEarliest(state.value);
  const service = chosenService.value;
  const all = (catalogue.value?.branches ?? []).filter(
    (branch) => (!state.value || branch.state === state.value) && (!service || offers(branch, service)),
  );
  const sorted = here.value ? all.toSorted(byDistance(here.value)) : all.toSorted(ownFirst);
  // An officer is staff of this branch only: elsewhere they would be one of the public.
  const ownOnly = officerBooking() !== undefined;
  const bookable = sorted.filter(
    (branch) => branch.online && (!ownOnly || branch.code === catalogue.value?.branchId),
  );
  const others = ownOnly ? [] : sorted.filter((branch) => !branch.online);
  const chosen = chosenBranch.value;

  const pick = (branch: string) => edit({ branch, date: undefined });
  const next = () => {
    if (!chosen?.online) return toast(book.pickFirst());
    if (chosen.url && chosen.code !== catalogue.value?.branchId) location.assign(pageOf(chosen, service));
    else goToStep(stepAfter("branch"));
  };
  const option = (branch: Branch): Choice<string> => {
    const first = earliest.value?.[branch.code];
    const away = here.value && kilometresBetween(here.value, branch);
    return {
      value: branch.code,
      title: inLanguage(branch.name),
      detail: (
        <>
          {branch.city}
          {branch.url && branch.code !== catalogue.value?.branchId && ` · ${book.ownPage()}`}
          {first !== undefined && (
            <span class="earliest">
              {first === null
                ? book.noneSoon()
                : book.earliestAt({ when: `${dateShort(dateOf(first))}, ${timeOf(first)}` })}
            </span>
          )}
        </>
      ),
      ...(away === undefined ? {} : { aside: book.kilometres({ count: away }) }),
    };
  };
  return (
    <Frame
      foot={
        <>
          <div class="grow small strong">{chosen?.online && inLanguage(chosen.name)}</div>
          <Button kind="primary" iconEnd="arrow-right" onClick={next}>
            {common.next()}
          </Button>
        </>
      }
    >
      <StepHead name="branch" />
      <PageTitle>{book.branch()}</PageTitle>
      <SelectField
        label={book.state()}
        value={state.value}
        onValue={(value) => {
          state.value = value;
        }}
        options={[
          { value: "", label: book.allStates() },
          ...(catalogue.value?.states ?? []).map((row) => ({ value: row.code, label: inLanguage(row.name) })),
        ]}
      />
      {!here.value && (
        <div>
          <Button
            kind="quiet"
            icon="map-pin"
            onClick={() => {
              void whereAmI().then((spot) => {
                if (spot) here.value = spot;
                else toast(book.nearMeRefused());
              });
            }}
          >
            {book.nearMe()}
          </Button>
        </div>
      )}
      <EarliestInState state={state.value} found={earliest.value} onPick={pick} />
      {bookable.length === 0 ? (
        <p role="status">{book.noBranch()}</p>
      ) : (
        <BranchList branches={bookable} ordered={here.value !== undefined} chosen={chosen ?? ownBranch()}>
          {(branches, name) => (
            <Choices
              legend={name}
              legendHidden
              options={branches.map(option)}
              chosen={chosen?.code}
              onPick={pick}
            />
          )}
        </BranchList>
      )}
      {others.length > 0 && <OtherBranches branches={others} ordered={here.value !== undefined} />}
    </Frame>
  );
};

const OtherBranches = ({ branches, ordered }: { branches: readonly Branch[]; ordered: boolean }) => (
  <details class="disclosure">
    <summary>
      <Icon name="chevron-down" /> {book.otherBranches()} ({branches.length})
    </summary>
    <div class="stack">
      <p class="small soft">{book.noOnline()}</p>
      <BranchList branches={branches} ordered={ordered}>
        {(some) => (
          <ul class="stack branch-list">
            {some.map((branch) => (
              <li key={branch.code}>
                <span class="strong">{inLanguage(branch.name)}</span>
                <span class="small soft">
                  {[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}
                </span>
                <span class="small soft">{inLanguage(branch.hours)}</span>
              </li>
            ))}
          </ul>
        )}
      </BranchList>
    </div>
  </details>
);

/** The branch whose page this is. */
const ownBranch = (): Branch | undefined =>
  catalogue.value?.branches.find(({ code }) => code === catalogue.value?.branchId);

const offers = (branch: Branch, service: Service): boolean =>
  branch.categories.includes(service.category) &&
  (service.states?.includes(branch.state) ?? true) &&
  (service.branches?.includes(branch.code) ?? true);

/** Without a place to measure from, the branch whose page this is stands first. */
const ownFirst = (a: Branch, b: Branch): number => {
  const own = catalogue.value?.branchId;
  return Number(b.code === own) - Number(a.code === own);
};

/** Another branch's node has its own pages: what was chosen so far travels in the address. */
const pageOf = (branch: Branch, service: Service | undefined): string => {
  const query = new URLSearchParams({ branch: branch.code });
  if (service) query.set("service", service.code);
  if (draft.peek().door) query.set("kind", draft.peek().door as string);
  return `${branch.url}/book?${query}`;
};

/** First free start by branch: ms, null when there is none, absent when this node cannot know. */
type Earliest = Readonly<Record<string, number | null>>;

/** Of one state, each branch that this node sells; without a state, only the branch whose page this is. */
const useEarliest = (state: string) => {
  const found = useSignal<Earliest | undefined>(undefined);
  const service = chosenService.value;
  const kind = service && kindFor(service, draft.value.door);
  useEffect(() => {
    if (!service || !kind) return undefined;
    let isLate = false;
    const query = new URLSearchParams({ service: service.code, kind, parties: "1" });
    if (state) query.set("state", state);
    void get<{ earliest: readonly { branch: string; startsAtMs: number }[] }>(
      `/availability/${state ? "earliest-in-state" : "earliest"}?${query}`,
      { as: asBooker() },
    ).then((answer) => {
      if (!answer.ok || isLate) return;
      const own = catalogue.peek()?.branchId;
      found.value = {
        ...(own ? { [own]: null } : {}),
        ...found.peek(),
        ...Object.fromEntries(
          answer.value.earliest
            .toSorted((a, b) => b.startsAtMs - a.startsAtMs)
            .map((row) => [row.branch, row.startsAtMs]),
        ),
      };
    });
    return () => {
      isLate = true;
    };
  }, [service, kind, state]);
  return found;
};

/** The earliest start anywhere in the chosen state, one press away; only where more than one branch is sold. */
const EarliestInState = ({
  state,
  found,
  onPick,
}: {
  state: string;
  found: Earliest | undefined;
  onPick: (branch: string) => void;
}) => {
  if (!state || catalogue.value?.branchId) return null;
  const [first] = (catalogue.value?.branches ?? [])
    .flatMap((branch) => {
      const startsAtMs = found?.[branch.code];
      return branch.state === state && startsAtMs ? [{ branch, startsAtMs }] : [];
    })
    .toSorted((a, b) => a.startsAtMs - b.startsAtMs);
  if (!first) return null;
  const { branch, startsAtMs } = first;
  return (
    <Band tone="primary" icon="clock">
      <div class="stack tight">
        <span>
          {book.earliestInState({
            when: `${dateShort(dateOf(startsAtMs))}, ${timeOf(startsAtMs)}`,
            branch: inLanguage(branch.name),
          })}
        </span>
        <div>
          <Button
            onClick={() => {
              onPick(branch.code);
              goToStep(stepAfter("branch"));
            }}
          >
            {book.takeEarliest()}
          </Button>
        </div>
      </div>
    </Band>
  );
};
