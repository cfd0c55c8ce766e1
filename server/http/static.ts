/** The built pages: hashed files for ever, shells never cached, precompressed when the browser takes it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { MiddlewareHandler } from "hono";
import type { Env } from "./request";

const types: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".m4a": "audio/mp4",
  ".txt": "text/plain; charset=utf-8",
};

interface File {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gz?: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

/** Files of a folder by their address, read once: the folder is part of the program and does not change while it runs. */
export const filesOf = (folder: string): ReadonlyMap<string, File> => {
  const files = new Map<string, File>();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, name);
    if (!statSync(path).isFile() || /\.(br|gz)$/.test(name)) continue;
    const body = readFileSync(path);
    const compressed = (ending: string) =>
      existsSync(path + ending) ? readFileSync(path + ending) : undefined;
    const br = compressed(".br");
    const gz = compressed(".gz");
    files.set(`/${relative(folder, path).split(sep).join("/")}`, {
      body,
      ...(br ? { br } : {}),
      ...(gz ? { gz } : {}),
      type: types[extname(name)] ?? "application/octet-stream",
      etag: `"${Bun.hash(body).toString(36)}"`,
    });
  }
  return files;
};

/** Serves `files`, and `page` for the addresses that are pages of the application. */
export const serveFiles = (
  files: ReadonlyMap<string, File>,
  isPage: (path: string) => boolean,
  pageFile = "/index.html",
): MiddlewareHandler<Env> => {
  const hashed = /[-.][a-z0-9]{8,}\.[a-z0-9]+$/i;
  return async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") return next();
    const path = isPage(c.req.path) ? pageFile : c.req.path;
    const file = files.get(path);
    if (!file) return next();
    if (c.req.header("if-none-match") === file.etag) return c.body(null, 304, { etag: file.etag });
    const accepts = c.req.header("accept-encoding") ?? "";
    const [body, encoding] =
      /\bbr\b/.test(accepts) && file.br
        ? [file.br, "br"]
        : accepts.includes("gzip") && file.gz
          ? [file.gz, "gzip"]
          : [file.body, null];
    return c.newResponse(c.req.method === "HEAD" ? null : body, 200, {
      "content-type": file.type,
      etag: file.etag,
      vary: "accept-encoding",
      "cache-control": hashed.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      ...(encoding ? { "content-encoding": encoding } : {}),
    });
  };
};
