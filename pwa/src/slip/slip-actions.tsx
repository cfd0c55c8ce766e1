import { useSignal } from "@preact/signals";
import { getFile, isLineTrouble, type Problem } from "../api";
import { download } from "../download";
import { catalogue } from "../node";
import { isLive, type SavedSlip, slips } from "../slips";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { dialogLater } from "../ui/dialog-later";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { inLanguage } from "../words/language";
import { problemText } from "../words/problems";
import { dateOf, dateShort, timeOf } from "../words/when";
import { cancelBooking, dropParty } from "./manage";
import { words } from "./words";

/** Calendar, PDF: what people do with a slip first. */
export const SlipFoot = ({ row }: { row: SavedSlip }) => {
  const save = async (kind: "pdf" | "ics") => {
    const answer = await getFile(`/bookings/${row.booking.id}/slip.${kind}`, { as: row.as });
    if (answer.ok) download(answer.value, `slip-${row.booking.ref}.${kind}`);
    else toast(problemText(answer.error));
  };
  if (row.booking.ticketId)
    return (
      <Button kind="primary" wide icon="ticket" href={`/ticket/${row.booking.ticketId}`}>
        {words.ticket()}
      </Button>
    );
  if (row.found) return <CancelButton row={row} />;
  if (row.atDesk)
    return (
      <>
        <Button icon="arrow-left" class="share" href="/counter">
          {words.backToCounter()}
        </Button>
        <Button kind="primary" icon="printer" class="share" onClick={() => print()}>
          {words.print()}
        </Button>
      </>
    );
  return (
    <>
      <Button
        kind={row.booking.offer ? "outline" : "primary"}
        icon="calendar-plus"
        class="share"
        onClick={() => void save("ics")}
      >
        {words.calendar()}
      </Button>
      <Button icon="download" class="share" onClick={() => void save("pdf")}>
        {words.pdf()}
      </Button>
    </>
  );
};

const ProofDialog = dialogLater(async () => (await import("../audit/proof-dialog")).ProofDialog);

/** The way to the proof that this booking is in the audit log; not for who opened it by reference, who may only read and cancel. */
export const SlipProof = ({ row }: { row: SavedSlip }) => {
  const open = useSignal(false);
  return (
    <div class="no-print">
      <Button
        kind="quiet"
        icon="ticket-check"
        onClick={() => {
          open.value = true;
        }}
      >
        {words.proof()}
      </Button>
      <ProofDialog
        open={open.value}
        onClose={() => {
          open.value = false;
        }}
        path={`/bookings/${row.booking.id}/proof`}
        as={row.as}
      />
    </div>
  );
};

/** What may be changed: print, another date, one person out, cancel. */
export const SlipActions = ({ row }: { row: SavedSlip }) => {
  const { booking } = row;
  const droppable = booking.can.drop ? booking.parties.filter((party) => party.mayDrop) : [];
  const leaving = booking.parties.filter((party) => party.pending === "drop");
  const dropping = useSignal<(typeof droppable)[number] | undefined>(undefined);
  const isLeaving = (no: number) =>
    slips.peek()[booking.id]?.booking.parties.some((party) => party.no === no && party.pending === "drop");
  const drop = async () => {
    const party = dropping.peek();
    if (!party) return;
    const refused = await dropParty(row, party.no);
    dropping.value = undefined;
    if (refused) toast(problemText(refused));
    else if (!isLeaving(party.no)) toast(words.dropped({ name: party.name }));
  };
  if (!isLive(booking))
    return (
      <div>
        <Button
          kind={booking.offer ? "outline" : "primary"}
          icon="calendar-plus"
          href={`/book?service=${booking.service}&branch=${booking.branch}`}
        >
          {words.bookAgain()}
        </Button>
      </div>
    );
  return (
    <section class="stack tight no-print">
      <div class="row">
        {!row.atDesk && (
          <Button icon="printer" onClick={() => print()}>
            {words.print()}
          </Button>
        )}
        {booking.can.move && !row.found && (
          <Button icon="calendar-clock" href={`/my/move/${booking.id}`}>
            {words.change()}
          </Button>
        )}
        {booking.can.cancel && !row.found && <CancelButton row={row} />}
      </div>
      {booking.can.needsHome && <p class="small quiet">{words.needsHome()}</p>}
      {droppable.length > 1 && !row.found && (
        <div class="row">
          {droppable.map((party) => (
            <Button
              key={party.no}
              kind="quiet"
              icon="user-x"
              onClick={() => {
                dropping.value = party;
              }}
            >
              {words.drop({ name: party.name })}
            </Button>
          ))}
        </div>
      )}
      {leaving.map((party) => (
        <p key={party.no} class="small quiet">
          {words.dropWaits({ name: party.name })}
        </p>
      ))}
      {booking.can.cancel && <p class="small quiet">{words.howToCancel()}</p>}
      <Dialog
        open={dropping.value !== undefined}
        title={words.person()}
        onClose={() => {
          dropping.value = undefined;
        }}
      >
        <p>{words.dropAsk({ name: dropping.value?.name ?? "" })}</p>
        <div class="row">
          <Button kind="danger" onClick={() => void drop()}>
            {words.dropDo()}
          </Button>
          <Button
            onClick={() => {
              dropping.value = undefined;
            }}
          >
            {words.keep()}
          </Button>
        </div>
      </Dialog>
    </section>
  );
};

/** Asks once, says what happens to the place, and does it. */
const CancelButton = ({ row }: { row: SavedSlip }) => {
  const asking = useSignal(false);
  const sending = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const branch = catalogue.value?.branches.find((one) => one.code === row.booking.branch);
  const cancel = async () => {
    sending.value = true;
    problem.value = await cancelBooking(row);
    sending.value = false;
    if (problem.value) return;
    asking.value = false;
    // Asked of the node that made it: the slip says so.
    if (slips.peek()[row.booking.id]?.booking.pending !== "cancel") toast(words.cancelled());
  };
  const close = () => {
    asking.value = false;
  };
  return (
    <>
      <Button
        kind="danger"
        icon="circle-x"
        onClick={() => {
          asking.value = true;
        }}
      >
        {words.cancel()}
      </Button>
      <Dialog open={asking.value} title={words.cancelAsk()} onClose={close}>
        <p>
          {words.cancelWhat({
            when: `${dateShort(dateOf(row.booking.startsAtMs))}, ${timeOf(row.booking.startsAtMs)}`,
            branch: branch ? inLanguage(branch.name) : row.booking.branch,
          })}
        </p>
        {problem.value && (
          <ProblemBand
            problem={problem.value}
            {...(isLineTrouble(problem.value) ? { text: words.cancelWaits() } : {})}
          />
        )}
        <div class="row">
          <Button kind="danger" busy={sending.value} onClick={() => void cancel()}>
            {words.cancelDo()}
          </Button>
          <Button onClick={close}>{words.keep()}</Button>
        </div>
      </Dialog>
    </>
  );
};
