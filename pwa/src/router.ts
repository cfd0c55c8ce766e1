import { signal } from "@preact/signals";

/** Where the person is: path and query of the address bar, as a signal. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const here = (): Place => ({
  path: location.pathname.replace(/(.)\/+$/, "$1"),
  query: new URLSearchParams(location.search),
});

export const place = signal<Place>(here());

/** Goes to an address of this application without loading the document anew. */
export const goTo = (address: string, options: { replace?: boolean } = {}): void => {
  if (options.replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  place.value = here();
  if (!options.replace) scrollTo(0, 0);
};

/** Starts following the back button and plain links; `isPage` says which paths belong to the application. */
export const startRouter = (isPage: (path: string) => boolean): void => {
  addEventListener("popstate", () => {
    place.value = here();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest?.("a");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const inPage = link.pathname === location.pathname && link.hash !== "";
    if (inPage || !isPage(link.pathname)) return;
    event.preventDefault();
    goTo(link.pathname + link.search + link.hash);
  });
};
