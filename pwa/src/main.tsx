import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { built } from "./built";
import { matchPath } from "./match-path";
import { loadNode, watchLine } from "./node";
import { pages, type Page } from "./pages";
import { place, startRouter } from "./router";
import { Frame } from "./ui/frame";
import { Failed, Loading } from "./ui/loading";
import { PageTitle } from "./ui/page-title";
import { Toasts } from "./ui/toast";
import { startUpdates } from "./update";
import { common } from "./words/common";
import { followLanguageInDocument, restoreLanguage } from "./words/language";

type Shown = { readonly page: Page; readonly key: string; readonly params: Readonly<Record<string, string>> };

const shown = signal<Shown | "loading" | "failed" | "unknown">("loading");

const rowFor = (path: string) => {
  for (const row of pages) {
    const params = matchPath(row.path, path);
    if (params) return { row, params };
  }
  return undefined;
};

const open = async (path: string): Promise<void> => {
  const found = rowFor(path);
  if (!found) {
    shown.value = "unknown";
    return;
  }
  try {
    const [module] = await Promise.all([found.row.load(), loadStyle(found.row.group)]);
    if (place.peek().path === path) shown.value = { page: module.default, key: path, params: found.params };
  } catch {
    shown.value = "failed";
  }
};

/** Adds a page group's sheet and waits for it, so that the page never shows undressed. */
const loadStyle = (group: string): Promise<void> => {
  const href = built.styleByGroup[group];
  if (!href || document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error(`style sheet ${href} did not load`));
    });
    document.head.append(link);
  });
};

const App = () => {
  const { path } = place.value;
  useEffect(() => void open(path), [path]);
  const now = shown.value;
  return (
    <>
      {typeof now === "object" ? <now.page key={now.key} params={now.params} /> : <Instead what={now} />}
      <Toasts />
    </>
  );
};

const Instead = ({ what }: { what: "loading" | "failed" | "unknown" }) => (
  <Frame>
    {what === "loading" && <Loading />}
    {what === "failed" && (
      <>
        <PageTitle>{common.pageGone()}</PageTitle>
        <Failed text={common.pageGoneNext()} onRetry={() => void open(place.peek().path)} />
      </>
    )}
    {what === "unknown" && (
      <>
        <PageTitle>{common.notFound()}</PageTitle>
        <a href="/">{common.home()}</a>
      </>
    )}
  </Frame>
);

followLanguageInDocument();
startRouter((path) => rowFor(path) !== undefined);
watchLine();
void loadNode();
// In the language it was left in from the first word on.
void restoreLanguage().then(() => {
  render(<App />, document.getElementById("app") as HTMLElement);
  startUpdates();
});
