import { signal } from "@preact/signals";
import { post } from "../api";
import type { TicketShown } from "../api-types";
import { newCommandId } from "../command-id";
import { Choices } from "../ui/choices";
import { words } from "./words";

const given = signal<Readonly<Record<string, number>>>({});

const options = [
  ["5", words.veryGood],
  ["4", words.good],
  ["3", words.fair],
  ["2", words.bad],
  ["1", words.veryBad],
] as const;

/** One touch after the visit; another touch thinks again. */
export const Rate = ({ ticket: { id, rating } }: { ticket: TicketShown }) => {
  const now = given.value[id] ?? rating ?? undefined;
  const give = async (mark: number) => {
    const before = given.peek();
    given.value = { ...before, [id]: mark };
    const answer = await post<TicketShown>(`/tickets/${id}/rating`, { mark }, { key: newCommandId() });
    if (!answer.ok) given.value = before;
  };
  return (
    <section class="card stack tight">
      <Choices
        legend={words.rate()}
        options={options.map(([value, word]) => ({ value, title: word() }))}
        chosen={options.find(([value]) => Number(value) === now)?.[0]}
        onPick={(value) => void give(Number(value))}
      />
      <p class="small soft" role="status">
        {now === undefined ? "" : words.rated()}
      </p>
    </section>
  );
};
