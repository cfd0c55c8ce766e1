/**
 * Runs before the first paint, as a small script of its own (the content security policy allows none in the page):
 * the remembered theme and language, and the two fonts unless the reader asked to save data.
 */
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
