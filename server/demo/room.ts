/** What the demo room knows and does: pages to open, printers to disturb, lines to cut, rights side by side. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PrinterEmulator } from "../../hardware/emulator/printer";
import { demoCallers, type HeadersAs } from "./client";
import type { DemoGates } from "./gates";
import type { DemoLine } from "./line";

export interface DemoNode {
  readonly id: string;
  readonly role: "hq" | "branch";
  readonly branch: string | null;
  readonly alias: number;
  readonly port: number;
}

export interface RoomDeps {
  readonly nodes: readonly DemoNode[];
  readonly emulators: ReadonlyMap<string, PrinterEmulator>;
  readonly lines: ReadonlyMap<string, DemoLine>;
  /** By the node of their branch. */
  readonly gates: ReadonlyMap<string, DemoGates>;
  readonly printedAtMs: ReadonlyMap<string, number>;
  readonly ready: ReadonlySet<string>;
  readonly dataDir: string;
  readonly url: (node: DemoNode) => string;
}

export const answerRoom = async (request: Request, deps: RoomDeps): Promise<Response> => {
  const { pathname, searchParams } = new URL(request.url);
  const [, what, id, part, turned] = pathname.split("/");
  if (pathname === "/state") return Response.json(stateOf(deps));
  if (what === "rights") return rightsSeen(deps, id ?? "", searchParams);
  const emulator = deps.emulators.get(id ?? "");
  const line = deps.lines.get(id ?? "");
  if (what === "line" && line && request.method === "POST") {
    const { value } = (await request.json()) as { value?: string };
    if (value !== "up" && value !== "cut") return new Response("not understood", { status: 400 });
    line.set(value);
    return Response.json(stateOf(deps));
  }
  const gates = deps.gates.get(id ?? "");
  if (gates && gateParts.has(what ?? "") && request.method === "POST") {
    const { value = "" } = (await request.json()) as { value?: string };
    const isDone =
      what === "kiosk"
        ? gates.layAtKiosk(value)
        : what === "lane"
          ? await gates.turnLane(part ?? "", turned ?? "", value)
          : await gates.turnService(part ?? "", value);
    return isDone ? Response.json(stateOf(deps)) : new Response("not understood", { status: 400 });
  }
  if ((what === "paper" || what === "bytes") && emulator) {
    const ticket = emulator.tickets().find((each) => String(each.serial) === part);
    if (!ticket) return new Response("gone", { status: 404 });
    return what === "paper"
      ? new Response(Buffer.from(ticket.png), { headers: { "content-type": "image/png" } })
      : new Response(Buffer.from(ticket.bytes), { headers: { "content-type": "application/octet-stream" } });
  }
  if (what !== "printer" || !emulator || request.method !== "POST")
    return new Response("not found", { status: 404 });
  const { value } = (await request.json()) as { value?: string };
  if (part === "paper" && (value === "ok" || value === "near_end" || value === "out"))
    emulator.setPaper(value);
  else if (part === "cover" && (value === "open" || value === "closed")) emulator.setCover(value);
  else if (part === "power" && (value === "on" || value === "off")) await emulator.power(value === "on");
  else if (part === "freeze") {
    if (value === "on") emulator.freeze();
    else emulator.thaw();
  } else return new Response("not understood", { status: 400 });
  return Response.json(stateOf(deps));
};

/** What belongs to the gates of a branch. */
const gateParts: ReadonlySet<string> = new Set(["lane", "service", "kiosk"]);

const callersByNode = new WeakMap<DemoNode, HeadersAs>();

/** A node that hangs must not hold the room up. */
const nodeMsMax = 2000;

/** A day's units as the branch sees them, and as headquarters does; null from a node that gives no answer. */
const rightsSeen = async (
  { nodes, url }: RoomDeps,
  id: string,
  asked: URLSearchParams,
): Promise<Response> => {
  const [hq] = nodes;
  const node = nodes.find((each) => each.id === id);
  if (!hq || !node || node.branch === null) return new Response("not found", { status: 404 });
  const query = new URLSearchParams({
    branch: node.branch,
    group: asked.get("group") ?? "",
    date: asked.get("date") ?? "",
  });
  const callersOf = (each: DemoNode): HeadersAs => {
    const callers = callersByNode.get(each) ?? demoCallers(url(each));
    callersByNode.set(each, callers);
    return callers;
  };
  const seenBy = async (each: DemoNode): Promise<unknown> => {
    try {
      const answer = await fetch(`${url(each)}/api/v1/branch/rights?${query}`, {
        headers: await callersOf(each)("supervisor:azlina"),
        signal: AbortSignal.timeout(nodeMsMax),
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };
  const [branch, there] = await Promise.all([seenBy(node), seenBy(hq)]);
  return Response.json({ branch, hq: there });
};

interface RoomPage {
  readonly path: string;
  readonly as?: string;
  readonly ms: string;
  readonly en: string;
}

const lanePages: readonly RoomPage[] = [
  { path: "/gates", as: "gate_operator:kumar", ms: "Lorong autogate", en: "Autogate lanes" },
  { path: "/lane", as: "lane:1", ms: "Skrin Lorong 1", en: "Screen of lane 1" },
];

const pagesOf = (node: DemoNode, hasLanes: boolean): readonly RoomPage[] =>
  node.role === "hq"
    ? [
        { path: "/book", ms: "Buat temujanji", en: "Book" },
        { path: "/my", ms: "Temujanji saya", en: "My appointments" },
        { path: "/line", as: "supervisor:azlina", ms: "Talian & hak", en: "Line & rights" },
        { path: "/fleet", as: "hq_admin:noor", ms: "Semua cawangan", en: "All branches" },
        { path: "/lists", as: "hq_admin:noor", ms: "Senarai saringan", en: "Screening lists" },
      ]
    : [
        { path: "/book", ms: "Buat temujanji", en: "Book" },
        { path: "/my", ms: "Temujanji saya", en: "My appointments" },
        { path: "/kiosk", as: "kiosk:1", ms: "Kios", en: "Kiosk" },
        { path: "/counter", as: "officer:rohani", ms: "Kaunter", en: "Counter" },
        { path: "/display", as: "display:1", ms: "Paparan dewan", en: "Hall display" },
        { path: "/branch", as: "supervisor:azlina", ms: "Hari cawangan", en: "Branch day" },
        ...(hasLanes ? lanePages : []),
        { path: "/devices", as: "supervisor:azlina", ms: "Peranti", en: "Devices" },
        { path: "/line", as: "supervisor:azlina", ms: "Talian & hak", en: "Line & rights" },
      ];

const stateOf = ({ nodes, emulators, lines, gates, printedAtMs, ready, dataDir, url }: RoomDeps) => ({
  nodes: nodes.map((node) => ({
    id: node.id,
    role: node.role,
    branch: node.branch,
    url: url(node),
    ready: ready.has(node.id),
    pages: pagesOf(node, gates.has(node.id)).map(({ path, as, ms, en }) => ({
      name: { ms, en },
      url: url(node) + (as === undefined ? path : `/demo/enter?as=${as}&then=${path}`),
    })),
  })),
  gates: [...gates.values()].map((each) => each.state()),
  lines: [...lines].map(([branch, { state }]) => ({ branch, state })),
  printers: nodes.flatMap((node) => {
    const emulator = emulators.get(node.id);
    if (!emulator) return [];
    const { paper, cover, powered, frozen } = emulator.state();
    return [
      {
        branch: node.id,
        paper,
        cover,
        power: powered ? "on" : "off",
        frozen,
        tickets: emulator.tickets().map((ticket) => ({
          id: String(ticket.serial),
          atMs: printedAtMs.get(`${node.id}/${ticket.serial}`) ?? 0,
          pngUrl: `/demo/api/paper/${node.id}/${ticket.serial}`,
          bytes: ticket.bytes.length,
        })),
      },
    ];
  }),
  spool: ["sms", "mail"].flatMap((kind) => messagesIn(join(dataDir, "spool"), kind)),
});

/** The newest messages of a folder; none while something else stands in its place: a gateway that was broken on purpose. */
const messagesIn = (spool: string, kind: string): readonly object[] => {
  const folder = join(spool, kind);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .sort()
    .slice(-20)
    .map((file) => ({ kind, ...(JSON.parse(readFileSync(join(folder, file), "utf8")) as object) }));
};
