/**
 * Runs before the first paint, as a small script of its own (the content security policy allows none in the page):
 * the remembered theme and language, the two fonts unless the reader asked to save data, and what browsers of the floor
 * (`pwa/README.md`) lack of the language: without it a phone of 2022 would show a blank page.
 */
const lacks = <T extends object>(type: T, name: string, value: unknown): void => {
  if (!(name in type)) Object.defineProperty(type, name, { value, writable: true, configurable: true });
};
lacks(Object, "hasOwn", (of: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(of, key));
lacks(AbortSignal, "timeout", (ms: number) => {
  const timed = new AbortController();
  setTimeout(() => timed.abort(new DOMException("no answer came in time", "TimeoutError")), ms);
  return timed.signal;
});
lacks(Array.prototype, "at", function (this: unknown[], index: number) {
  return this[index < 0 ? this.length + index : index];
});
lacks(Array.prototype, "findLast", function (this: unknown[], is: (value: unknown, at: number) => boolean) {
  for (let at = this.length - 1; at >= 0; at--) if (is(this[at], at)) return this[at];
  return undefined;
});
lacks(Array.prototype, "toSorted", function (this: unknown[], order?: (a: unknown, b: unknown) => number) {
  return [...this].sort(order);
});
lacks(Array.prototype, "toReversed", function (this: unknown[]) {
  return [...this].reverse();
});
lacks(
  Array.prototype,
  "toSpliced",
  function (this: unknown[], start: number, count: number, ...more: unknown[]) {
    const copy = [...this];
    copy.splice(start, count, ...more);
    return copy;
  },
);

const root = document.documentElement;
const own = document.currentScript as HTMLScriptElement | null;

try {
  const theme = localStorage.getItem("sto.theme");
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  root.lang = localStorage.getItem("sto.language") ?? "ms";
} catch {
  // A browser that refuses storage still gets the page, in Malay and in the device's theme.
}

const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
if (connection?.saveData) root.dataset["saveData"] = "";
else
  for (const href of own?.dataset["fonts"]?.split(" ") ?? []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
    document.head.append(link);
  }

export {};
