import type { Text } from "../words/language";

/** Malay first, English beside it and quieter. */
export const Both = ({ text, class: extra }: { text: Text; class?: string }) => (
  <span class={extra}>
    <span lang="ms">{text.ms}</span>{" "}
    <span lang="en" class="second">
      {text.en}
    </span>
  </span>
);
