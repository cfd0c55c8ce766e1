import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button";
import { common } from "../words/common";
import type { Guide } from "./guides";
import { helpWords } from "./words";

/** Walks past the parts of the page that are there: each gets an edge and one sentence at the foot of the screen. Escape ends it. */
export const startTour = (tour: Guide["tour"]): void => {
  const stops = tour.filter(({ at }) => document.querySelector(at));
  if (stops.length === 0) return;
  const place = document.createElement("div");
  document.body.append(place);
  const end = () => {
    render(null, place);
    place.remove();
  };
  render(<Tour stops={stops} onEnd={end} />, place);
};

const Tour = ({ stops, onEnd }: { stops: Guide["tour"]; onEnd: () => void }) => {
  const [no, setNo] = useState(0);
  const card = useRef<HTMLElement>(null);
  const stop = stops[no];
  useEffect(() => {
    const part = stop && document.querySelector(stop.at);
    part?.classList.add("tour-part");
    part?.scrollIntoView({ block: "nearest" });
    card.current?.focus();
    return () => part?.classList.remove("tour-part");
  }, [no]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") onEnd();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  if (!stop) return null;
  const isLast = no === stops.length - 1;
  return (
    <section class="tour" ref={card} tabIndex={-1} aria-label={helpWords.title()}>
      <p aria-live="polite">{stop.say()}</p>
      <div class="row">
        <span class="small soft grow">{helpWords.of({ no: no + 1, all: stops.length })}</span>
        {!isLast && (
          <Button kind="quiet" onClick={onEnd}>
            {common.close()}
          </Button>
        )}
        <Button onClick={() => (isLast ? onEnd() : setNo(no + 1))}>
          {isLast ? helpWords.done() : common.next()}
        </Button>
      </div>
    </section>
  );
};
