import { useState } from "preact/hooks";
import type { Text } from "../api-types";
import { Icon } from "../ui/icon";
import { inLanguage } from "../words/language";
import { counterWords as words } from "./words";

/** The officer's own ticks beside the service's list; a help for the eye, nothing that is kept. */
export const Documents = ({ documents }: { documents: readonly Text[] }) => {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  if (documents.length === 0) return null;
  const toggle = (index: number) => {
    const next = new Set(seen);
    if (!next.delete(index)) next.add(index);
    setSeen(next);
  };
  return (
    <fieldset class="documents">
      <legend>
        <span class="strong">{words.documents()}</span>{" "}
        <span class="small quiet">
          {words.documentsChecked({ count: seen.size, total: documents.length })}
        </span>
      </legend>
      {documents.map((document, index) => (
        <label key={document.en} class={seen.has(index) ? "document seen" : "document"}>
          <input type="checkbox" checked={seen.has(index)} onChange={() => toggle(index)} />
          <Icon name={seen.has(index) ? "square-check" : "square"} />
          {inLanguage(document)}
        </label>
      ))}
    </fieldset>
  );
};
