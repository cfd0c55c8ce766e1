/**
 * The service worker keeps the shell: page, scripts, styles, fonts, icons. Never `/api`, `/sync` or a stream. A new
 * version waits until the page says so (`update.ts`): nobody loses a hold to an update.
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
    type: "message",
    listener: (event: { readonly data?: { readonly type?: string } }) => void,
  ): void;
  skipWaiting(): void;
};

declare const __PAGE_PATTERNS__: readonly string[];

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") self.skipWaiting();
});

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL("/index.html"), {
    allowlist: __PAGE_PATTERNS__.map((pattern) => new RegExp(pattern)),
  }),
);
