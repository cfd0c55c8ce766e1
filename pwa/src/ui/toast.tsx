import { signal } from "@preact/signals";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly stay: boolean;
}

const toasts = signal<readonly Toast[]>([]);
const spoken = signal("");
const shownMs = 6000;
let lastId = 0;

/** Reads a sentence out to screen readers without showing it: "Masa ini diambil", a new count. */
export const announce = (text: string): void => {
  spoken.value = spoken.value === text ? `${text} ` : text;
};

/** A short sentence at the bottom, for 6 s; one with an action stays until it is used or dismissed. Returns its end. */
export const toast = (text: string, action?: Toast["action"]): (() => void) => {
  lastId += 1;
  const id = lastId;
  const dismiss = () => {
    toasts.value = toasts.value.filter((row) => row.id !== id);
  };
  const stay = action !== undefined;
  toasts.value = [...toasts.value, { id, text, stay, ...(action ? { action } : {}) }];
  if (!stay) setTimeout(dismiss, shownMs);
  return dismiss;
};

/** The page's live regions: mounted once, by the application. */
export const Toasts = () => (
  <div class="toasts">
    <div class="hear" aria-live="polite">
      {spoken}
    </div>
    <div aria-live="polite" class="stack tight">
      {toasts.value.map((row) => (
        <div class="toast" key={row.id}>
          <span>{row.text}</span>
          {row.action && (
            <button
              type="button"
              class="link"
              onClick={() => {
                toasts.value = toasts.value.filter((other) => other.id !== row.id);
                row.action?.run();
              }}
            >
              {row.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  </div>
);
