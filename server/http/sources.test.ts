/** What a reader of the sources would look for (ASVS 1.2, 1.3, 6.4, 11, 13.3, 15). Each message names the better way. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

const filesBelow = (folder: string): readonly string[] =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter((name) => !/(^|\/)(dist|node_modules)\//.test(name))
    .map((name) => `${folder}/${name}`);

const isTest = (path: string) =>
  /\.(test|fixture|bench|testing|contract)\.tsx?$|(^|\/)testing\.ts$|^sync\/(sim|mutants|bench)\//.test(path);

const everything = ["server", "pwa", "sync", "hardware", "drizzle", ".dev", ".ci"].flatMap(filesBelow);
const product = everything
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith(".") && !isTest(path))
  // The list of checks names what it looks for.
  .filter((path) => path !== "server/http/asvs.ts")
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

const linesWith = (pattern: RegExp, where: (path: string) => boolean = () => true): readonly string[] =>
  product
    .filter(({ path }) => where(path))
    .flatMap(({ path, text }) =>
      text
        .split("\n")
        .flatMap((line, at) =>
          pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [],
        ),
    );

describe("SQL", () => {
  /** What may stand inside a text of SQL: names of our own tables and columns, and texts that are written beside it. */
  const ours =
    /^(columnsOf\([^)]*\)|columns(\.join\(\))?|\w+Columns|keys|keyText\(table\)|order|sets(\.join\(\))?|table(\.(sqlName|sqlColumn\[[\w.]+\]))?|where|latest|isMine|endOf|identityOf|naming|pageRows|referralFrom|commandMsMax|mintsPerCommitMax|row\.map\(\(\) => "\?"\)\.join\(\))$/;

  test("is given what people type by parameters: only names of our own stand in its texts", () => {
    const texts = product.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:statement\(\s*[\w.]+,\s*|\bdb\.(?:query|prepare|run|exec)\(\s*)`([^`]*)`/g)].map(
        ([, sql]) => ({ path, sql: sql! }),
      ),
    );
    expect(texts.length).toBeGreaterThan(50);
    const odd = texts.flatMap(({ path, sql }) =>
      [...sql.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, part]) => (ours.test(part!) ? [] : `${path}: ${part}`)),
    );
    expect(odd, "write ? and bind it; if it is a name of ours, add it to the list in this test").toEqual([]);
  });

  test("is never put together with a plus", () => {
    expect(linesWith(/\b(statement\([^)]*|\.(query|prepare)\([^)]*)["`]\s*\+/)).toEqual([]);
    expect(linesWith(/\bsql\.raw\b/)).toEqual([]);
  });
});

describe("text", () => {
  test("is never run as a program", () => {
    expect(linesWith(/\beval\(|\bnew Function\(|\bsetTimeout\(\s*["'`]/)).toEqual([]);
  });

  test("never reaches a shell: programs are started by their name and arguments, and by the demo, the nightly backup, the maker of voices and serial lines alone", () => {
    expect(linesWith(/\bexecSync\(|\bshell: true|\bimport \{[^}]*\$[^}]*\} from "bun"|Bun\.\$/)).toEqual([]);
    const starting = /\bBun\.spawn(Sync)?\(|\bnode:child_process\b/;
    expect(
      linesWith(
        starting,
        (path) =>
          !/^(server\/demo\/|server\/nightly-backup\.ts|pwa\/voice\/|hardware\/serial-link\.ts)/.test(path),
      ),
    ).toEqual([]);
  });

  test("is never set as markup", () => {
    expect(
      linesWith(/dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
  });
});

test("a node asks only whom its operator named: nothing that a request says becomes an address to ask", () => {
  const asking = new Set(
    linesWith(/(?<![.\w])fetch\(/, (path) => /^(server|sync|hardware)\//.test(path)).map(
      (line) => line.split(":")[0],
    ),
  );
  // Services of devices, a gateway, headquarters, the demo's own children, and the commands of `sto` as their caller says.
  expect([...asking].toSorted()).toEqual([
    "hardware/http-ask.ts",
    "server/demo/client.ts",
    "server/demo/control.ts",
    "server/demo/hall.ts",
    "server/demo/room.ts",
    "server/doctor.ts",
    "server/enrol.ts",
    "server/notify/sms-http.ts",
    "server/verify.ts",
    "sync/http-transport.ts",
  ]);
});

describe("cryptography", () => {
  test("is AES-GCM, Ed25519 and SHA-256 or better", () => {
    const weak = /\b(md4|md5|sha-?1|rc4|3des|des-ede|blowfish|ecb|aes-\d+-(cbc|ecb|ctr))\b/i;
    expect(linesWith(weak, (path) => !path.startsWith("pwa/voice/"))).toEqual([]);
  });

  test("takes its randomness from the system, never from what can be foretold", () => {
    expect(linesWith(/\bMath\.random\b/)).toEqual([]);
    const drawing = linesWith(/\bgetRandomValues\(|\brandomBytes\(/, (path) => !path.startsWith("pwa/"));
    expect(drawing.map((line) => line.split(":")[0])).toEqual(["sync/core/clock.ts"]);
  });
});

test("nobody is asked for a password or a secret question", () => {
  const asks = /type="password"|mother'?s maiden|secret question|soalan (rahsia|keselamatan)/i;
  expect(linesWith(asks)).toEqual([]);
});

test("no file of the repository holds a secret", () => {
  const secrets =
    /-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{36}\b|\bxox[abpr]-[\w-]{20,}|\bsk_live_\w{20,}|\bAIza[\w-]{35}\b|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/;
  const texts = [...everything, "README.md", "package.json", "bunfig.toml", ".npmrc"].filter((path) =>
    /\.(tsx?|mjs|json|toml|md|html|css|sh|sql|ya?ml|txt|pem|key)$|(^|\/)\.\w+$/.test(path),
  );
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter((path) => secrets.test(readFileSync(join(root, path), "utf8")))).toEqual([]);
  // By its name alone: a key, a certificate store, a database, a configuration with the secrets of one office.
  expect(
    everything.filter((path) => /\.(pem|key|p12|pfx|db|sqlite|env)$|(^|\/)sto\.toml$/.test(path)),
  ).toEqual([]);
});

describe("packages", () => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: boolean }>;
  };
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
    trustedDependencies?: readonly string[];
  };

  test("are those of the lock file, each with its version and its hash", () => {
    const named = { ...own.dependencies, ...own.devDependencies };
    for (const [name, version] of Object.entries(named)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
      expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
    const loose = Object.entries(lock.packages).filter(
      ([path, { link, integrity }]) => path !== "" && !link && integrity?.startsWith("sha512-") !== true,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test("run no script of their own when they are installed, and none is taken in its first week", () => {
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
    expect(own.trustedDependencies ?? []).toEqual([]);
    const { install } = Bun.TOML.parse(readFileSync(join(root, "bunfig.toml"), "utf8")) as {
      install: { minimumReleaseAge: number; exact: boolean };
    };
    expect(install.minimumReleaseAge).toBeGreaterThanOrEqual(7 * 24 * 3600);
  });
});
