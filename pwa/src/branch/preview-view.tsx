import { useEffect, useRef } from "preact/hooks";
import { serviceName } from "../service-name";
import { shownRef } from "../slips";
import { Band } from "../ui/band";
import { dayAndTime } from "../words/staff-times";
import type { Preview } from "./branch-types";
import { findingLines } from "./findings";
import { branchWords as words } from "./words";

/** What the change would do: every finding, and every person hit. */
export const PreviewView = ({ preview }: { preview: Preview }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [preview.hash]);
  const lines = findingLines(preview.findings);
  return (
    <div class="stack tight preview">
      <h3 ref={heading} tabIndex={-1}>
        {words.previewTitle()}
      </h3>
      {lines.length === 0 ? (
        <Band tone="success">{words.nothingFound()}</Band>
      ) : (
        <Band tone="warning">
          <ul class="finding-lines">
            {lines.map((line) => (
              <li key={line.text}>
                {line.text}
                {line.count > 1 && <strong> × {line.count}</strong>}
              </li>
            ))}
          </ul>
        </Band>
      )}
      {preview.hits.length === 0 ? (
        <p class="soft">{words.nobodyHit()}</p>
      ) : (
        <>
          <p class="strong">{words.hits({ count: preview.hits.length })}</p>
          <p class="small soft">{words.hitsNext()}</p>
          <ul class="hits" tabIndex={0} aria-label={words.hits({ count: preview.hits.length })}>
            {preview.hits.map((hit) => (
              <li key={hit.bookingId}>
                <span class="strong nowrap">{shownRef(hit.ref)}</span>
                <span>
                  {dayAndTime(hit.startsAtMs)}
                  {hit.service && <span class="small quiet hit-service">{serviceName(hit.service)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
