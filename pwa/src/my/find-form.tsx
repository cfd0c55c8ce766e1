import { useSignal } from "@preact/signals";
import { post, type Problem } from "../api";
import type { BookingView } from "../api-types";
import { goTo, place } from "../router";
import { plainRef, saveBooking } from "../slips";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { ProblemBand } from "../ui/problem-band";
import { words } from "./words";

/** Reference and document number open a booking for reading and cancelling, on any phone. */
export const FindForm = () => {
  const ref = useSignal(place.peek().query.get("ref") ?? "");
  const documentNumber = useSignal("");
  const pressed = useSignal(false);
  const sending = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const refIsWhole = plainRef(ref.value).length === 8;
  const find = async () => {
    pressed.value = true;
    if (!refIsWhole || documentNumber.value.trim() === "" || sending.value) return;
    sending.value = true;
    const found = { ref: plainRef(ref.value), documentNumber: documentNumber.value.trim() };
    const answer = await post<BookingView>("/bookings/find", found);
    sending.value = false;
    problem.value = answer.ok ? undefined : answer.error;
    if (!answer.ok) return;
    saveBooking(answer.value, { found });
    goTo(`/slip/${answer.value.ref}`);
  };
  return (
    <details class="disclosure card" open={place.peek().query.has("ref")}>
      <summary>
        <Icon name="chevron-down" /> {words.find()}
      </summary>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <p class="hint">{words.findHint()}</p>
        {problem.value && <ProblemBand problem={problem.value} />}
        <TextField
          label={words.ref()}
          hint={words.refHint()}
          exact
          error={pressed.value && !refIsWhole ? words.refWrong() : undefined}
          value={ref.value}
          onValue={(value) => {
            ref.value = value;
          }}
        />
        <TextField
          label={words.document()}
          hint={words.documentHint()}
          exact
          error={pressed.value && documentNumber.value.trim() === "" ? words.documentWrong() : undefined}
          value={documentNumber.value}
          onValue={(value) => {
            documentNumber.value = value;
          }}
        />
        <div>
          <Button type="submit" icon="search" busy={sending.value}>
            {words.findDo()}
          </Button>
        </div>
      </form>
    </details>
  );
};
