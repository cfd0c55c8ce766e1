import type { JSX } from "preact";
import type { ShownWord } from "./words";

/** One sign per state, different in outline and not only in colour: it is read from two metres, before the words are. */
export const Shape = ({ word }: { word: ShownWord }) => (
  <svg class="lane-shape" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
    {drawings[word]}
  </svg>
);

const frame = <path class="line" d="M6 28V6h22M72 6h22v22M94 72v22H72M28 94H6V72" />;
const cross = <path class="line thick" d="M20 20l60 60M80 20L20 80" />;

const drawings: Readonly<Record<ShownWord, JSX.Element>> = {
  // A document in the frame of the reader.
  ready: (
    <>
      {frame}
      <path class="line" d="M30 22h40v56H30zM38 60h24M38 69h24" />
      <circle class="line" cx="50" cy="41" r="9" />
    </>
  ),
  place_document: (
    <>
      {frame}
      <path class="line" d="M74 50a24 24 0 1 1-7-17M74 24v14H60" />
    </>
  ),
  wait: <path class="full" d="M24 10h18v80H24zM58 10h18v80H58z" />,
  go: <path class="full" d="M50 4l42 44H67v48H33V48H8z" />,
  see_officer: (
    <>
      <circle class="full" cx="50" cy="27" r="21" />
      <path class="full" d="M10 96a40 40 0 0 1 80 0z" />
    </>
  ),
  closed: cross,
  // An arrow through an open door.
  emergency: (
    <>
      <path class="line" d="M56 6h36v88H56" />
      <path class="full" d="M44 26l28 24-28 24V60H6V40h38z" />
    </>
  ),
  silent: cross,
};
