import { Icon } from "../ui/icon";
import { kioskWords as words } from "./words";

const rowsByKind = {
  digits: ["123", "456", "789", "0"],
  letters: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"],
  names: ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "'@/.-"],
  text: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "/.-"],
} as const;

export type KeypadKind = keyof typeof rowsByKind;

/** Keys on the screen, because a kiosk has no text box: nothing for a scanner to type into, nothing for a browser to remember. */
export const Keypad = ({
  kind,
  onKey,
  onErase,
}: {
  kind: KeypadKind;
  onKey: (key: string) => void;
  onErase: () => void;
}) => (
  <div class={`keypad ${kind}`} role="group" aria-label={words.keypad()}>
    {rowsByKind[kind].map((keys, index) => (
      <div class="keypad-row" key={keys}>
        {[...keys].map((key) => (
          <button key={key} type="button" class="button key" onClick={() => onKey(key)}>
            {key}
          </button>
        ))}
        {index === rowsByKind[kind].length - 1 && (
          <>
            {(kind === "names" || kind === "text") && (
              <button type="button" class="button key wide-key" onClick={() => onKey(" ")}>
                {words.space()}
              </button>
            )}
            <button type="button" class="button key wide-key" onClick={onErase}>
              <Icon name="delete" />
              {words.erase()}
            </button>
          </>
        )}
      </div>
    ))}
  </div>
);
