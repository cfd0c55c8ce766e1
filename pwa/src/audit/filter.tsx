import { useState } from "preact/hooks";
import { type Intent, intents, isAudited } from "../../../sync/core/intents";
import { instantOf, isDate } from "../branch/instant";
import { Button } from "../ui/button";
import { DateField } from "../ui/date-field";
import { SelectField, TextField } from "../ui/field";
import { intentWord } from "./intent-words";
import { words } from "./words";

/** What of the log is shown; empty: all of it. Dates are those of the branch's wall clock. */
export interface Filter {
  readonly actor: string;
  readonly intent: string;
  readonly from: string;
  readonly to: string;
}

export const emptyFilter: Filter = { actor: "", intent: "", from: "", to: "" };

const dayMs = 86_400_000;

/** As the node is asked. */
export const filterBody = ({
  actor,
  intent,
  from,
  to,
}: Filter): Readonly<Record<string, string | number>> => {
  const fromMs = instantOf(from, "00:00");
  const startOfLastMs = instantOf(to, "00:00");
  return {
    ...(actor.trim() ? { actor: actor.trim() } : {}),
    ...(intent ? { intent } : {}),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(startOfLastMs === undefined ? {} : { toMs: startOfLastMs + dayMs - 1 }),
  };
};

export const filterQuery = (filter: Filter, after?: string): string => {
  const asked = new URLSearchParams(
    Object.entries(filterBody(filter)).map(([name, value]) => [name, String(value)]),
  );
  if (after !== undefined) asked.set("after", after);
  return asked.size > 0 ? `?${asked.toString()}` : "";
};

const audited = (Object.keys(intents) as Intent[]).filter(isAudited);

export const FilterForm = ({
  filter,
  onShow,
}: {
  readonly filter: Filter;
  readonly onShow: (filter: Filter) => void;
}) => {
  const [draft, setDraft] = useState(filter);
  const [tried, setTried] = useState(false);
  const set = (name: keyof Filter) => (value: string) => setDraft({ ...draft, [name]: value });
  const wrong = (date: string) => (date.trim() !== "" && !isDate(date) ? words.notADate() : undefined);
  const options = audited
    .map((intent) => ({ value: intent as string, label: intentWord(intent) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <form
      class="card audit-filter"
      aria-label={words.filters()}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!wrong(draft.from) && !wrong(draft.to)) onShow(draft);
      }}
    >
      <SelectField
        label={words.intent()}
        value={draft.intent}
        onValue={set("intent")}
        options={[{ value: "", label: words.anyIntent() }, ...options]}
      />
      <TextField
        label={words.actor()}
        hint={words.actorHint()}
        value={draft.actor}
        onValue={set("actor")}
        lengthMax={64}
      />
      <DateField
        label={words.from()}
        value={draft.from}
        onValue={set("from")}
        error={tried ? wrong(draft.from) : undefined}
      />
      <DateField
        label={words.to()}
        value={draft.to}
        onValue={set("to")}
        error={tried ? wrong(draft.to) : undefined}
      />
      <div>
        <Button type="submit" kind="primary" icon="search">
          {words.show()}
        </Button>
      </div>
    </form>
  );
};
