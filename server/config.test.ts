import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseConfig, readConfig } from "./config";

const good = `
role = "branch"
branch = "SGR-HQ1"
alias = 2
data = "node"
public_url = "http://localhost:8081"
[listen]
port = 8081
`;

const problemsOf = (source: string) => {
  const parsed = parseConfig(source);
  return parsed.ok ? [] : parsed.error;
};

test("a small file is enough; the rest has defaults", () => {
  const parsed = parseConfig(good);
  expect(parsed).toMatchObject({
    ok: true,
    value: { listen: { host: "127.0.0.1", port: 8081 }, official: false, printers: [], channels: {} },
  });
});

test.each([
  ['brnch = "X"', "brnch is not a setting; did you mean branch?"],
  ['Data = "X"', "Data is not a setting; did you mean data?"],
  ['publicurl = "http://x"', "publicurl is not a setting; did you mean public_url?"],
  ["colour_of_the_door = 1", "colour_of_the_door is not a setting"],
])("an unknown key names the nearest right one: %s", (line, problem) => {
  expect(problemsOf(`${line}\n${good}`)).toEqual([problem]);
});

test("a branch that the catalogue does not have names the nearest one that it has", () => {
  expect(problemsOf(good.replace("SGR-HQ1", "SGR-HQ9"))).toEqual([
    "branch SGR-HQ9 is not in the catalogue; did you mean SGR-HQ1?",
  ]);
  expect(problemsOf(`${good}[[branches]]\ncode = "nowhere at all"\nurl = "http://x"`)).toEqual([
    "branch nowhere at all is not in the catalogue",
  ]);
});

const scanner = (id: string, serial: string) =>
  `[[scanners]]\nid = "${id}"\nname = "S"\nfor = "in-1"\nserial = "${serial}"\n`;

test.each([
  [`${good}adress = "x"`, "listen.adress is not a setting"],
  [`${good}prot = 1`, "listen.prot is not a setting; did you mean port?"],
  [`${good}[channels]\nspol = "x"`, "channels.spol is not a setting; did you mean spool?"],
  [
    `${good}[channels.smtp]\nhots = "x"\nhost = "h"\nfrom = "a@b.my"`,
    "channels.smtp.hots is not a setting; did you mean host?",
  ],
  [`${good}[channels.smstool]\ndir = "x"`, "channels.smstool is not a setting; did you mean smstools?"],
  [
    `${good}[[printers]]\nid = "p1"\nname = "P"\nhost = "h"\nprt = 1`,
    "printers.0.prt is not a setting; did you mean port?",
  ],
  [
    `${good}[[readers]]\nid = "r1"\nname = "R"\nfor = "in-1"\nurl = "http://h"\nbuad = 1`,
    "readers.0.buad is not a setting; did you mean baud?",
  ],
  [
    `${good}[[scanners]]\nid = "s1"\nname = "S"\nfor = "in-1"\nbaud = 9600`,
    "scanners.0 takes either host and port, or serial",
  ],
  [`${good}${scanner("s1", "/dev/imm/a")}${scanner("s1", "/dev/imm/b")}`, "scanners takes each id once"],
  [`${good}[tls]\ncert = "c"\nkey = "k"\ncart = "x"`, "tls.cart is not a setting; did you mean cert?"],
  [`${good}[tls]\ncert = "c"\nkey = "k"\nca = "x"`, "tls.ca is not a setting"],
])("inside a section too", (source, problem) => {
  expect(problemsOf(source)).toEqual([problem]);
});

test.each([
  ["scanners", "scanners", "scanners.1.serial is that of scanners.0, too: each needs its own"],
  ["scanners", "readers", "readers.0.serial is that of scanners.0, too: each needs its own"],
  ["printers", "readers", "readers.0.serial is that of printers.0, too: each needs its own"],
])("a serial line has one driver: %s and %s cannot share it", (one, other, problem) => {
  const on = (section: string, id: string, serial: string) => {
    const more = section === "printers" ? "baud = 9600" : 'for = "in-1"';
    return `[[${section}]]\nid = "${id}"\nname = "N"\n${more}\nserial = "${serial}"\n`;
  };
  expect(problemsOf(good + on(one, "a", "/dev/imm/a") + on(other, "b", "/dev/imm/a"))).toEqual([problem]);
  expect(problemsOf(good + on(one, "a", "/dev/imm/a") + on(other, "b", "/dev/imm/b"))).toEqual([]);
});

const printer = `${good}[[printers]]\nid = "hall"\nname = "Dewan"\n`;
const spare = `${printer}host = "h"\n[[printers]]\nid = "spare"\nname = "Ganti"\ndevice = "/dev/usb/lp0"\n`;

test.each([
  [`${printer}host = "192.168.10.5"`, { host: "192.168.10.5", port: 9100 }],
  [`${printer}device = "/dev/usb/lp0"`, { device: "/dev/usb/lp0" }],
  [`${printer}serial = "/dev/imm/printer1"\nbaud = 9600\nmodel = "rongta-rp80"`, { baud: 9600 }],
])("a printer is on the network, on USB or on a serial line", (source, shown) => {
  expect(parseConfig(source)).toMatchObject({ ok: true, value: { printers: [shown] } });
});

test.each([
  [
    printer,
    'printers.0 takes one of host = "192.168.10.5", device = "/dev/usb/lp0" and serial = "/dev/imm/printer1"',
  ],
  [
    `${printer}host = "h"\ndevice = "/dev/usb/lp0"`,
    "printers.0 takes one of host, device and serial, not host and device",
  ],
  [
    `${printer}device = "lp0"`,
    'printers.0.device takes a path that begins with a slash, for example "/dev/usb/lp0"',
  ],
  [
    `${printer}serial = "/dev/ttyS0"`,
    "printers.0.baud is missing; it takes the printer's own speed, for example 9600",
  ],
  [`${printer}host = "h"\nbaud = 9600`, "printers.0.baud is the speed of a serial line: it goes with serial"],
  [
    `${printer}serial = "/dev/ttyS0"\nbaud = 9601`,
    "printers.0.baud takes 9600 or 19200 or 38400 or 57600 or 115200 or 230400 or 460800 or 921600",
  ],
  [
    `${printer}host = "h"\nmodel = "rongta-rp8"`,
    "printers.0.model is not in the table of printers; did you mean rongta-rp80?",
  ],
  [spare.replace('"spare"', '"hall"'), "printers.0.id is another printer's, too"],
  [`${spare}spare_for = "hal"`, "printers.1.spare_for is no other printer; did you mean hall?"],
  [`${spare}spare_for = "spare"`, "printers.1.spare_for is no other printer"],
  [
    `${spare}spare_for = "hall"\n[[printers]]\nid = "third"\nname = "T"\nhost = "t"\nspare_for = "spare"`,
    "printers.2.spare_for takes a printer that is no spare itself",
  ],
])("a printer that cannot be meant so is told in a sentence", (source, problem) => {
  expect(problemsOf(source)[0]).toBe(problem);
});

test("two mistakes are told at once, each by its place", () => {
  const problems = problemsOf(
    good.replace("alias = 2", "alias = 1024").replace("port = 8081", "port = 99999"),
  );
  expect(problems).toEqual(["alias takes no more than 1023", "listen.port takes no more than 65535"]);
});

test.each([
  ['role = "branch"', "", 'role is missing; it takes "branch" or "hq"'],
  ['role = "branch"', 'role = "brunch"', 'role takes "branch" or "hq"'],
  ["alias = 2", 'alias = "two"', "alias takes a whole number without quotes"],
  ["alias = 2", "alias = -1", "alias takes no less than 0"],
  ["alias = 2", "", "alias is missing; it takes a whole number without quotes"],
  ['data = "node"', "data = 1", "data takes text in quotes"],
  [
    '"http://localhost:8081"',
    '"localhost"',
    'public_url takes a full address, for example "https://sto.example.my"',
  ],
  [
    "[listen]",
    'proxies = ["10.0.0.1"]\n[listen]',
    'proxies.0 takes a network in quotes, for example "10.0.0.0/8" or "2001:db8::/32"',
  ],
  ["[listen]", 'official = "yes"\n[listen]', "official takes true or false without quotes"],
  [
    "[listen]\nport = 8081",
    "",
    "listen is missing; it takes a section of its own: a line with its name in square brackets, its settings below",
  ],
])("a setting that is wrong or missing says what it takes: %s as %s", (from, to, problem) => {
  expect(problemsOf(good.replace(from, to))).toEqual([problem]);
});

test("role and branch belong together", () => {
  expect(problemsOf(good.replace('branch = "SGR-HQ1"', ""))).toEqual([
    'role is branch: name it with branch = "SGR-KLJ"',
  ]);
  expect(problemsOf(good.replace('role = "branch"', 'role = "hq"'))).toEqual([
    "role is hq: headquarters has no branch",
  ]);
});

const gateway = `${good}[channels.sms_http]\nurl = "https://sms.example.my/send"\n`;
const mail = `${good}[channels.smtp]\nhost = "mail.example.my"\nfrom = "sto@example.my"\n`;

test.each([
  [
    `${gateway}fields = { to = "{{to}}", text = "{{text}}" }\n[channels.smstools]\ndir = "sms"`,
    "channels takes one way for SMS: [channels.sms_http] or [channels.smstools]",
  ],
  [
    `${gateway}fields = { to = "{{to}}" }`,
    "channels.sms_http.fields takes {{to}} (or {{digits}}) and {{text}} somewhere",
  ],
  [
    `${gateway.replace("https", "http")}fields = { to = "{{to}}", text = "{{text}}" }`,
    "channels.sms_http.url takes https://: numbers and codes travel by it",
  ],
  [
    `${gateway}fields = { to = "{{to}}", text = "{{text}}", key = "{{secret}}" }`,
    "channels.sms_http names {{secret}}: say where it is with secret_file",
  ],
  [
    `${gateway}format = "form"\nfields = { message = { to = "{{to}}", text = "{{text}}" } }`,
    'channels.sms_http.fields: a form has no fields within fields; take format = "json"',
  ],
  [
    `${gateway}success = "("\nfields = { to = "{{to}}", text = "{{text}}" }`,
    "channels.sms_http.success takes a regular expression",
  ],
  [
    `${gateway}headers = { "x y" = "1" }\nfields = { to = "{{to}}", text = "{{text}}" }`,
    "channels.sms_http: a header's name is letters, digits and hyphens",
  ],
  [`${mail}user = "sto"`, "channels.smtp takes user and password_file together, or neither"],
  [
    `${mail}tls = "none"\nuser = "sto"\npassword_file = "p"`,
    'channels.smtp: with tls = "none" the password would travel in the clear; take "starttls"',
  ],
  [mail.replace("sto@", ""), 'channels.smtp.from takes an e-mail address, for example "sto@example.my"'],
])("channels that cannot work, or would tell too much, are named", (source, problem) => {
  expect(problemsOf(source)).toEqual([problem]);
});

test("a secret lies in a file of its own, meant from the configuration's folder; one that is not there is named", () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-config-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, "sto.toml");
  writeFileSync(file, `${mail}user = "sto"\npassword_file = "mail.secret"`);
  const secret = join(dir, "mail.secret");
  expect(readConfig(file)).toMatchObject({
    error: { problems: [`channels.smtp.password_file: the file ${secret} cannot be read`] },
  });
  writeFileSync(secret, "x");
  expect(readConfig(file)).toMatchObject({
    value: { channels: { smtp: { password_file: secret, tls: "starttls" } } },
  });
});

test("registries and the agencies of lists are named with their keys; a wrong name or key is told", () => {
  const key = "k".repeat(43);
  const registry = `[[registries]]\nid = "pdrm"\nurl = "https://pdrm.example.my"\nkey = "${key}"\n`;
  const source = `[[list_sources]]\nid = "imi-2026"\nkey = "${key}"\nlists = ["suspects"]\n`;
  expect(parseConfig(good + registry + source)).toMatchObject({
    ok: true,
    value: {
      registries: [{ id: "pdrm", deadline_ms: 1500, max_age_hours: 12 }],
      list_sources: [{ id: "imi-2026", lists: ["suspects"] }],
    },
  });
  const wrong = registry.replace("key =", "kye =");
  expect(problemsOf(good + wrong)).toContain("registries.0.kye is not a setting; did you mean key?");
  expect(problemsOf(good + registry.replace('"pdrm"', '"fbi"'))).toEqual([
    'registries.0.id takes "jpn" or "pdrm" or "imi"',
  ]);
  expect(problemsOf(good + registry + registry)).toEqual(["registries takes each id once"]);
});

test("what is not TOML is told by its line", () => {
  const problems = problemsOf('data = "node"\nrole = ');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^this is not TOML: line 2: [a-z ]+$/);
});

test("paths are meant from the file's own folder, and a missing file says how to name one", () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-config-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, "sto.toml");
  writeFileSync(file, good.replace("[listen]", 'voice = "clips"\n[channels]\nspool = "out"\n[listen]'));
  const read = readConfig(file);
  expect(read).toMatchObject({
    ok: true,
    value: {
      data: join(dir, "node"),
      voice: join(dir, "clips"),
      channels: { spool: join(dir, "out") },
    },
  });
  expect(readConfig(join(dir, "none.toml"))).toEqual({
    ok: false,
    error: {
      type: "BadConfig",
      file: join(dir, "none.toml"),
      problems: ["the file cannot be read: give its path with --config"],
    },
  });
});
