/**
 * Keys a person types at a real keyboard, handed to the screen that writes. The wedge has sorted out the scanners
 * before (`kiosk-page.tsx` calls `typedKey`); Backspace is no character and is heard here.
 */
import { useEffect, useRef } from "preact/hooks";

type Writer = (key: string) => void;

let writer: Writer | undefined;

export const typedKey: Writer = (key) => {
  // A space on a focused button presses it, so it is not written as well; a field's own button only writes.
  const focused = document.activeElement;
  const pressed = key === " " && focused instanceof HTMLButtonElement && !focused.closest(".key-field");
  if (!pressed) writer?.(key.toUpperCase());
};

/** Receives typed keys while the component stands. */
export const useTypedKeys = (write: Writer, erase: () => void): void => {
  const latest = useRef({ write, erase });
  latest.current = { write, erase };
  useEffect(() => {
    const own: Writer = (key) => latest.current.write(key);
    writer = own;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Backspace") latest.current.erase();
    };
    addEventListener("keydown", onKey);
    return () => {
      if (writer === own) writer = undefined;
      removeEventListener("keydown", onKey);
    };
  }, []);
};
