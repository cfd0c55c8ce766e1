/**
 * The world of one history: its time, its nodes, the events that wait, and what was said. Nothing happens by itself: the history
 * takes steps, and lets waiting events through in an order that it draws.
 */
import { createHash } from "node:crypto";
import type { RowOp } from "../core/plan";
import type { Result } from "../core/result";
import { insert, update } from "../rows";
import { statement } from "../tables";
import { giveDb } from "./db-pool";
import { Draw } from "./draw";
import { Liar, liarAlias, liarBranch } from "./liar";
import { Model } from "./model";
import { aliasOfHq, rosterEntry } from "./keys";
import { SimNode } from "./node";
import type { Decide } from "./plans";

/** The first moment of every history: Monday 7 December 2026, 08:00 in Malaysia. */
const startMs = Date.UTC(2026, 11, 7);

/** What somebody asked of a node: with the same key until it is answered. */
export interface Command {
  readonly what: string;
  readonly key: string;
  readonly decide: Decide<unknown>;
  /** Asked again after a refusal. */
  readonly isInsistent?: boolean;
  readonly answered: (answer: unknown, node: SimNode) => void;
}

interface Event {
  readonly node: SimNode;
  readonly life: number;
  readonly run: () => void;
}

/** How often things go wrong in this history. */
export interface Odds {
  /** A message is lost. */
  lost: number;
  /** A message that carries batches is damaged. */
  meddled: number;
}

export class SimFailure extends Error {
  constructor(
    readonly seed: number,
    readonly step: number,
    what: string,
    story: readonly string[],
  ) {
    super(
      [
        `seed ${seed}, step ${step}: ${what}`,
        "What happened last:",
        ...story.map((each) => `  ${each}`),
      ].join("\n"),
    );
    this.name = "SimFailure";
  }
}

/** How much of it a failure tells; more with `STORY=4000`. */
const storyLines = Number(process.env["STORY"] ?? 40);

export class World {
  readonly draw: Draw;
  readonly model = new Model(this);
  readonly liar = new Liar(this);
  readonly nodes: SimNode[] = [];
  readonly odds: Odds = { lost: 0, meddled: 0 };
  /** Days that were opened, "branch date". */
  readonly opened = new Set<string>();
  nowMs = startMs;
  step = 0;
  hq!: SimNode;
  private events: Event[] = [];
  private readonly story: string[] = [];
  private readonly digest = createHash("sha256");
  private trouble: Error | undefined;
  private commandCount = 0;
  private nextAlias = aliasOfHq;

  constructor(
    readonly seed: number,
    readonly branches: readonly string[],
  ) {
    this.draw = new Draw(seed);
    this.hq = this.join(null);
    for (const branch of branches) this.join(branch);
  }

  /** A new node with an empty disk. */
  join(branch: string | null): SimNode {
    const node = this.place(this.nextAlias++, branch);
    node.boot();
    return node;
  }

  newAlias(): number {
    return this.nextAlias++;
  }

  /** A disk for a node, without a process. */
  place(alias: number, branch: string | null): SimNode {
    const node = new SimNode(this, alias, branch, this.draw.below(2 ** 31));
    this.nodes.push(node);
    return node;
  }

  get up(): readonly SimNode[] {
    return this.nodes.filter(({ state }) => state === "up");
  }

  /** Nodes at which people are served. */
  get open(): readonly SimNode[] {
    return this.nodes.filter(({ state, isOpen }) => state === "up" && isOpen);
  }

  /** The node that serves a branch now. */
  nodeOf(branch: string): SimNode | undefined {
    return this.nodes.findLast((node) => node.branch === branch && node.state !== "gone");
  }

  // --- Events --------------------------------------------------------------------------------------------------------

  later(node: SimNode, run: () => void): () => void {
    const event = { node, life: node.life, run };
    this.events.push(event);
    return () => {
      this.events = this.events.filter((each) => each !== event);
    };
  }

  get waiting(): number {
    return this.events.length;
  }

  /** Lets up to `max` events through, one after another, each with all that follows from it at once. */
  async run(max = Number.POSITIVE_INFINITY): Promise<void> {
    for (let count = 0; count < max; count++) {
      await rest();
      if (this.trouble !== undefined) throw this.trouble;
      if (this.events.length === 0 && !(await this.isMoreComing())) return;
      const at = this.draw.below(this.events.length);
      const event = this.events[at]!;
      this.events[at] = this.events.at(-1)!;
      this.events.pop();
      if (event.life !== event.node.life) continue;
      try {
        event.run();
      } catch (cause) {
        // A process that died at a failpoint after its COMMIT.
        if (event.life === event.node.life) this.bug(`node ${event.node.name}`, cause);
      }
    }
    await rest();
  }

  /** Long work of a node gives way now and then: events may follow a few turns later. */
  private async isMoreComing(): Promise<boolean> {
    for (let turn = 0; turn < 8 && this.events.length === 0; turn++) await rest();
    if (this.trouble !== undefined) throw this.trouble;
    return this.events.length > 0;
  }

  // --- Commands ------------------------------------------------------------------------------------------------------

  /** Asks a node for a commit. `answered` runs when, and only when, the node says that it is done. */
  ask<Answer>(
    node: SimNode,
    what: string,
    decide: Decide<Answer>,
    answered: (answer: Answer, node: SimNode) => void = () => {},
  ): void {
    this.send(node, {
      what,
      key: `command-${++this.commandCount}`,
      decide,
      answered: answered as Command["answered"],
    });
  }

  send(node: SimNode, command: Command): void {
    // Nobody answers at a node that is down: whoever stands there asks again when it is back, as after a crash.
    if (node.state !== "up") return void node.unknown.push(command);
    const { life } = node;
    node.commands.add(command);
    const { key, what, decide } = command;
    void node.writer
      .submit(
        {
          actor: { kind: "staff", id: "sim", role: "officer" },
          requestId: key,
          idempotency: { owner: "sim", key, route: what, bodyHash: "" },
        },
        decide,
      )
      .then((answer: Result<unknown, { readonly type: string }>) => {
        if (node.life !== life) return;
        node.commands.delete(command);
        this.note(`${node.name} ${what}: ${answer.ok ? JSON.stringify(answer.value) : answer.error.type}`);
        if (answer.ok && isShutOut(node))
          this.fail(`node ${node.name} knows that it is shut out, and said yes to "${what}"`);
        if (answer.ok) command.answered(answer.value, node);
        // People come again another time; what must be done is tried until it is.
        else if (command.isInsistent) this.send(node, command);
      })
      .catch(this.bugIn(node));
  }

  // --- What goes wrong -----------------------------------------------------------------------------------------------

  crash(node: SimNode, why: string): void {
    if (node.state !== "up") return;
    this.note(`${node.name} crashes ${why}`);
    this.end(node, "down");
  }

  /** A process ends; whoever waits for it hears nothing more. */
  end(node: SimNode, state: "down" | "halted" | "gone"): void {
    const calls = [...node.calls];
    node.stop(state);
    for (const lost of calls) lost();
  }

  /** A record was put aside: only what a liar wrote may be. */
  putAside(node: SimNode, what: string, cause: unknown): void {
    if (what.startsWith(`record ${liarAlias}/`)) return;
    this.trouble ??= this.failure(`node ${node.name} put ${what} aside: ${String(cause)}`);
  }

  bug(where: string, cause: unknown): void {
    const what = `${where}: ${cause instanceof Error ? cause.stack : String(cause)}`;
    this.trouble ??= cause instanceof SimFailure ? cause : this.failure(what);
  }

  /** For promises of a process: what it throws while it lives is a bug. */
  bugIn(node: SimNode): (cause: unknown) => void {
    const { life } = node;
    return (cause) => {
      if (node.life === life) this.bug(`node ${node.name}`, cause);
    };
  }

  fail(what: string): never {
    throw this.failure(what);
  }

  private failure(what: string): SimFailure {
    return new SimFailure(this.seed, this.step, what, this.story);
  }

  // --- The story -----------------------------------------------------------------------------------------------------

  note(line: string): void {
    const told = `${this.step}: ${line}`;
    this.digest.update(told);
    this.story.push(told);
    if (this.story.length > storyLines) this.story.shift();
  }

  /** Equal for equal histories. Asked once, at the end. */
  digestNow(): string {
    return this.digest.digest("hex");
  }

  enrol(): void {
    const members = [...this.nodes, { alias: liarAlias, branch: liarBranch }];
    const rows = members.map(({ alias, branch }) =>
      insert("node", { heirOf: null, ...rosterEntry(alias, branch) }),
    );
    this.enrolled("enrol", rows);
  }

  /** A branch goes on with another node. */
  enrolHeir(heir: SimNode, of: number): void {
    const rows = [
      insert("node", { ...rosterEntry(heir.alias, heir.branch), heirOf: of }),
      update("node", { alias: of }, { state: "suspended" }),
    ];
    this.enrolled(`enrol ${heir.alias}`, rows);
  }

  private enrolled(what: string, rows: readonly RowOp[]): void {
    const key = `command-${++this.commandCount}`;
    const decide: Decide<null> = () => ({ ok: true, value: { intent: "enrol", rows, answer: null } });
    this.send(this.hq, { what, key, decide, isInsistent: true, answered: () => {} });
  }

  /** Gives the disks back. */
  close(): void {
    for (const node of this.nodes) {
      if (node.state === "up") node.stop("down");
      giveDb(node.db);
    }
  }
}

/** Its own copy of the roster says so: what it said yes to would reach nobody. */
const isShutOut = ({ db, alias }: SimNode): boolean =>
  statement(db, "SELECT 1 FROM node WHERE alias = ? AND state = 'suspended'").get(alias) !== null;

/** Everything that follows from what just happened has happened when this resolves. */
const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
