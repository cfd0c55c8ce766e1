import { useEffect, useState } from "preact/hooks";
import type * as z from "zod";
import type { wordsView } from "../../../server/booking/exceptions.route";
import type { LocalDate } from "../../../sync/core/local-date";
import type { Caller } from "../../../server/identity/session";
import { get } from "../api";
import { TableCard } from "./table";
import { staffWords } from "../staff/words";
import { branchWords as words } from "./words";

type OfficersWords = z.infer<typeof wordsView>;

/** What each officer vouched for that day: nobody lends their word unseen. */
export const Vouched = ({ as, date }: { as: Caller; date: LocalDate }) => {
  const [found, setFound] = useState<OfficersWords>();
  useEffect(() => {
    void get<OfficersWords>(`/branch/exceptions?date=${date}`, { as }).then((answer) => {
      if (answer.ok) setFound(answer.value);
    });
  }, [date]);
  return (
    <TableCard
      name={words.vouched()}
      empty={words.noneVouched()}
      columns={[
        { head: staffWords.officer() },
        { head: words.documentsSeen(), number: true },
        { head: words.onPaper(), number: true },
        { head: words.differed(), number: true },
      ]}
      rows={found?.items ?? []}
    >
      {(row) => (
        <tr key={row.officer}>
          <td>{row.name}</td>
          <td class="number">{row.seen}</td>
          <td class="number">{row.onPaper}</td>
          <td class="number">{row.differed}</td>
        </tr>
      )}
    </TableCard>
  );
};
