/**
 * The service worker keeps the shell: page, scripts, styles, fonts, icons, and the camera's decoder where it is used. Never `/api`,
 * `/sync` or a stream. A new version waits until the page says so (`update.ts`): nobody loses a hold, or what a tablet has not told.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
  addEventListener(
    type: "activate",
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: "message",
    listener: (event: { readonly data?: { readonly type?: string } }) => void,
  ): void;
  skipWaiting(): void;
  readonly clients: { claim(): Promise<void> };
};

declare const __PAGE_PATTERNS__: readonly string[];
/** Names the build of the camera's decoder: its script and its WebAssembly are of one version. */
declare const __SCANNER__: string;

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});

// The camera's decoder is heavy and few need it: kept by whoever has used it once, so that a tablet's camera reads without a network.
const scannerCache = `scanner-${__SCANNER__}`;

self.addEventListener("activate", (event) => {
  const old = async () =>
    (await caches.keys()).filter((name) => name.startsWith("scanner-") && name !== scannerCache);
  event.waitUntil(old().then((names) => Promise.all(names.map((name) => caches.delete(name)))));
  // From the first visit on: a part of the page that comes later comes without the line, too.
  event.waitUntil(self.clients.claim());
});

/** What is kept by whoever has used it once. */
const keptIn =
  (name: string) =>
  async ({ request }: { readonly request: Request }): Promise<Response> => {
    const cache = await caches.open(name);
    const kept = await cache.match(request);
    if (kept) return kept;
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  };

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith("/worker/"),
  keptIn(scannerCache),
);
// The letters of a further script, once somebody reads it here.
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith("/fonts/noto-"),
  keptIn("scripts"),
);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    allowlist: __PAGE_PATTERNS__.map((pattern) => new RegExp(pattern)),
  }),
);
