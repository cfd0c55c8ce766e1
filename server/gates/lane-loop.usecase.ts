/**
 * The programme of one lane: what is held to it is read, everything is asked side by side within one budget, one commit decides, and
 * only then the controller is asked for one passage. Whatever stalls, breaks or is not known ends with "see an officer".
 */
import type { DocumentRead, Gate, GateEvent, MatchOutcome, OrderOutcome } from "../../hardware/ports";
import type { BlobFolder } from "../../sync/blob-folder";
import type { Plan } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import type { Cancel, Timers } from "../../sync/core/timers";
import type { Sealer } from "../../sync/sealer";
import type { SubmitError, Tx, Writer } from "../../sync/submit";
import type { FindSlipKey } from "../booking/slip-codec";
import { readSlip } from "../checkin/checkin.usecase";
import type { Engines } from "../devices/engines";
import { todayOf } from "../queue/hall.usecase";
import type { Asked, Registries } from "../screening/registries.usecase";
import type { ScreeningKeys } from "../screening/screening-keys.usecase";
import { planAlarm, planAlarmOver } from "./alarms.usecase";
import { questionsFor } from "./asking";
import { laneRow } from "./gates.store";
import { keepImage, planImage } from "./image.usecase";
import type { Held } from "./judge.usecase";
import type { LaneMode, LaneSetup, LaneStep, ScreenWord } from "./lane";
import { newsOf } from "./lane-events";
import { idle, isBusy, isMoving, type LaneEvent, nextState, restMs, stepShown, wordOf } from "./lane-state";
import { gateModeOf, planOrderEnd, planReading, planResync, type SentOrder } from "./lane.usecase";
import { type Decided, planPassage, planPassageEnd } from "./passage.usecase";
import { rulesOn } from "./rules.usecase";
import { travellerOf } from "./traveller";

export interface LaneParts {
  readonly writer: Writer;
  readonly timers: Timers;
  readonly sealer: Sealer;
  readonly screeningKeys: ScreeningKeys;
  readonly registries: Registries;
  readonly engines: Pick<Engines, "matcher">;
  readonly findSlipKey: FindSlipKey;
  readonly blobs?: BlobFolder;
  readonly branch: string;
  /** Something that pages show is different. */
  readonly changed: (lane: string) => void;
  readonly report: (what: string, cause: unknown) => void;
}

export interface LaneGate {
  readonly setup: LaneSetup;
  readonly gate: Gate;
  /** A lane of a drill: it stands nowhere. */
  readonly isEmulator: boolean;
}

/** For everything that is asked of others: faces, fingers, registries. What we do ourselves fits in the rest of half a second. */
const askMs = 350;
/** What the controller forgets when nobody comes. */
const ttlMs = 8_000;
/** After so many reads of nothing somebody else has a look. */
const unreadMax = 3;
/** A time between document and sensor that no person takes: a clock was put. */
const laneMsMax = 10 * 60_000;
const retryMs = 1_000;
/** A controller that would not hear its mode is told again. */
const resyncMs = 3_000;
/** Whoever went before is out by then; a lane that still moves is in trouble, and an officer looks. */
const clearMs = 20_000;

export class LaneLoop {
  private state;
  private unread = 0;
  private cancelRest: Cancel = () => {};
  private stopping = false;
  private isResyncing = false;
  /** A relay has no modes: asked once, never again. */
  private hasModes = true;
  private readonly ends: (() => void)[] = [];
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    readonly of: LaneGate,
    private readonly parts: LaneParts,
  ) {
    this.state = idle(parts.timers.nowMs());
  }

  start(): void {
    const { gate } = this.of;
    this.ends.push(
      gate.onEvent((event) => this.heard(event)),
      gate.onChange(() => this.looked()),
    );
    gate.start();
  }

  /** Ends what is under way as `unknown`; resolves when it is written. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.cancelRest();
    await this.of.gate.stop();
    await Promise.all(this.running);
    for (const end of this.ends) end();
  }

  get mode(): LaneMode {
    const { writer, branch } = this.parts;
    return laneRow(writer.deps, branch, this.of.setup.id)?.mode ?? "closed";
  }

  get shown(): { readonly step: LaneStep; readonly word: ScreenWord; readonly sinceMs: number } {
    const step = stepShown(this.state, this.mode, this.of.gate.snapshot());
    return { step, word: wordOf(step), sinceMs: this.state.sinceMs };
  }

  /** A document was laid on the lane's reader. Resolves when the lane has nothing more to do for it. */
  read(read: DocumentRead): Promise<void> {
    return this.take(read.atMs, read.face, read.image, () => {
      const today = todayOf(this.looking()).day;
      const traveller = travellerOf(read.mrz.join("\n"), read.chip, today);
      return traveller.ok ? { kind: "document", traveller: traveller.value } : null;
    });
  }

  /** A code was held to the lane, or lines were typed by a reader that pretends to be a keyboard: without a chip. */
  scan(text: string, atMs: number): Promise<void> {
    return this.take(atMs, null, null, () => {
      const { findSlipKey } = this.parts;
      const nowMs = this.parts.timers.nowMs();
      if (/^STO\d/.test(text)) return { kind: "slip", slip: readSlip(text, findSlipKey, nowMs) };
      const traveller = travellerOf(text, "absent", todayOf(this.looking()).day);
      return traveller.ok ? { kind: "document", traveller: traveller.value } : null;
    });
  }

  /** Sends an order that has been written, and writes what became of it. The same order twice is one. */
  async send(order: SentOrder, officer: string): Promise<OrderOutcome> {
    const outcome = await this.of.gate.order(order);
    await this.write(`order ${order.id}`, (tx) => planOrderEnd(tx, { id: order.id, outcome, officer }));
    this.looked();
    return outcome;
  }

  // --- One traveller.

  private async take(
    readAtMs: number,
    face: Uint8Array | null,
    image: Uint8Array | null,
    open: () => Held | null,
  ): Promise<void> {
    // One at a time: whoever is next hears "wait" from the screen, and lays the document down again.
    if (this.stopping || isBusy(this.state) || !this.takesPeople()) return;
    try {
      const held = open() ?? this.unreadable();
      if (held) await this.follow(this.serve(held, readAtMs, face, image));
    } catch (cause) {
      this.parts.report(`lane ${this.of.setup.id}`, cause);
    }
  }

  private takesPeople(): boolean {
    const { step } = this.shown;
    return step !== "closed" && step !== "out_of_service" && step !== "emergency" && step !== "trouble";
  }

  private unreadable(): Held | null {
    this.unread += 1;
    if (this.unread >= unreadMax) return { kind: "nothing" };
    this.to({ type: "unreadable" });
    return null;
  }

  private async serve(
    held: Held,
    readAtMs: number,
    face: Uint8Array | null,
    image: Uint8Array | null,
  ): Promise<void> {
    this.unread = 0;
    this.to({ type: "read" });
    try {
      const { decided, waitedMs } = await this.decide(held, readAtMs, face);
      this.to({ type: "decided", decision: decided.ok ? decided.value.decision : "refer" });
      if (!decided.ok) return this.parts.report(`lane ${this.of.setup.id}`, new Error(decided.error.type));
      const { command, passage } = decided.value;
      if (command) await this.admit(command, readAtMs, waitedMs);
      else if (image) await this.keep(passage, image);
    } catch (cause) {
      this.parts.report(`lane ${this.of.setup.id}`, cause);
      this.to({ type: "decided", decision: "refer" });
      this.to({ type: "ended", outcome: "unknown" });
    }
  }

  private async decide(
    held: Held,
    readAtMs: number,
    face: Uint8Array | null,
  ): Promise<{ readonly decided: Result<Decided, SubmitError>; readonly waitedMs: number }> {
    const { sealer, screeningKeys: keys } = this.parts;
    const { setup, gate } = this.of;
    // First: a face that was compared is the face of whoever the door then opens for.
    const waitedMs = await this.untilFree();
    const asks = held.kind === "document" && setup.purpose === "border";
    const [match, asked] = asks
      ? await Promise.all([this.compare(face), this.ask(held.traveller)])
      : [null, []];
    const { state, alarms, boot } = gate.snapshot();
    const isReady = this.takesPeople() && state === "idle" && alarms.every((alarm) => alarm === "on_battery");
    const input = { lane: setup, held, readAtMs, match, asked, isReady, boot };
    return { decided: await this.submit((tx) => planPassage(tx, { sealer, keys }, input)), waitedMs };
  }

  /** Until the lane is free of whoever went before, milliseconds waited; at the most so long that it is no traveller any more. */
  private untilFree(): Promise<number> {
    const { gate } = this.of;
    const { timers } = this.parts;
    if (!isMoving(gate.snapshot())) return Promise.resolve(0);
    const sinceMs = timers.nowMs();
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        stop();
        resolve(Math.max(0, timers.nowMs() - sinceMs));
      };
      const cancel = timers.after(clearMs, end);
      const stop = gate.onChange(() => {
        if (this.stopping || !isMoving(gate.snapshot())) end();
      });
    });
  }

  /** Always answers within the budget. A document without a picture leaves nothing to compare with: whatever matches, it is not that. */
  private async compare(face: Uint8Array | null) {
    const { engines, timers, writer } = this.parts;
    if (!engines.matcher || !face) return null;
    const startMs = timers.nowMs();
    const id = Buffer.from(writer.deps.random.bytes(8)).toString("hex");
    const request = { id, kind: "face", at: this.of.setup.id, reference: face, deadlineMs: askMs } as const;
    const outcome = await within<MatchOutcome>(timers, askMs, engines.matcher.match(request), () => ({
      type: "unavailable",
      cause: `no answer within ${askMs} ms`,
    }));
    return { outcome, tookMs: Math.max(0, timers.nowMs() - startMs) };
  }

  /** Registries end within their deadline by themselves; one that does not has not answered. */
  private async ask(traveller: Parameters<typeof questionsFor>[0]): Promise<readonly Asked[]> {
    const { registries, timers } = this.parts;
    const looking = this.looking();
    const questions = questionsFor(traveller, rulesOn(looking, todayOf(looking).day));
    const asked = questions.map((question) =>
      within<Asked | null>(timers, askMs + 50, registries.ask(question, askMs), () => null),
    );
    return (await Promise.all(asked)).flatMap((one) => one ?? []);
  }

  private async admit(
    command: { readonly id: string; readonly seq: number },
    readAtMs: number,
    waitedMs: number,
  ) {
    const { timers, sealer } = this.parts;
    const { gate, setup } = this.of;
    const ownMs = Math.max(0, timers.nowMs() - readAtMs - waitedMs);
    const outcome = await gate.admit({ ...command, direction: setup.direction, ttlMs });
    const tookMs = timers.nowMs() - readAtMs;
    const end = {
      command: command.id,
      outcome,
      boot: gate.snapshot().boot,
      laneMs: tookMs >= 0 && tookMs <= laneMsMax ? tookMs : null,
      ownMs,
    };
    // First: nobody is shown the way by a lane that is shut, however long the disk is full.
    this.to({ type: "ended", outcome: outcome.type });
    await this.write(`end of ${command.id}`, (tx) => planPassageEnd(tx, sealer, end));
  }

  /** The picture of a page for whoever looks at the referral; without it the referral stands. */
  private async keep(passage: string, image: Uint8Array): Promise<void> {
    const { blobs: folder, sealer, writer } = this.parts;
    const file = folder && keepImage({ db: writer.deps.db, folder, sealer }, passage, image);
    if (file) await this.submit((tx) => planImage(tx, sealer, passage, file));
  }

  // --- The lane itself.

  private heard(event: GateEvent): void {
    const { setup, gate } = this.of;
    const news = newsOf(event);
    if (news.type === "begins") this.tell(`alarm ${news.alarm}`, (tx) => planAlarm(tx, setup.id, news.alarm));
    if (news.type === "over")
      this.tell(`alarm ${news.alarm}`, (tx) => planAlarmOver(tx, setup.id, news.alarm));
    if (event.type === "online" || event.type === "reboot") {
      const { boot, passages, rejects } = gate.snapshot();
      if (boot !== null && passages !== null) {
        const reading = { lane: setup.id, boot, passages, rejects: rejects ?? 0, why: event.type };
        this.tell("reading", (tx) => planReading(tx, reading));
      }
    }
    this.changed();
  }

  private looked(): void {
    this.changed();
    const { state, mode, online } = this.of.gate.snapshot();
    const mayHear = online && (state === "idle" || state === "out_of_service");
    if (mayHear && this.hasModes && mode !== gateModeOf(this.of.setup, this.mode)) this.resync();
  }

  /** The controller came up as it was made: it hears again how the lane is run. */
  private resync(): void {
    if (this.isResyncing || this.stopping) return;
    this.isResyncing = true;
    const again = () => {
      this.isResyncing = false;
    };
    // A lane at rest tells nothing new: nobody else would look again.
    const later = () => {
      this.parts.timers.after(resyncMs, () => {
        again();
        this.looked();
      });
    };
    const tell = async () => {
      const written = await this.submit((tx) => planResync(tx, this.of.setup));
      const outcome = written.ok ? await this.send(written.value, "system") : null;
      if (outcome?.type === "refused" && outcome.reason.type === "NotSupported") this.hasModes = false;
      if (outcome?.type === "done") again();
      else later();
    };
    void this.follow(
      tell().catch((cause: unknown) => {
        this.parts.report(`lane ${this.of.setup.id}: mode`, cause);
        later();
      }),
    );
  }

  private to(event: LaneEvent): void {
    const { timers } = this.parts;
    this.state = nextState(this.state, event, timers.nowMs());
    this.cancelRest();
    if (this.state.step !== "idle" && !isBusy(this.state))
      this.cancelRest = timers.after(restMs, () => {
        // Whoever comes now is somebody else.
        this.unread = 0;
        this.to({ type: "rest" });
      });
    this.changed();
  }

  private changed(): void {
    this.parts.changed(this.of.setup.id);
  }

  private looking() {
    const { writer, branch, timers } = this.parts;
    return { db: writer.deps.db, branch, nowMs: timers.nowMs() };
  }

  private submit<Answer>(
    plan: (tx: Tx) => Result<Plan<Answer>, never>,
  ): Promise<Result<Answer, SubmitError>> {
    const { id } = this.of.setup;
    return this.parts.writer.submit(
      { actor: { kind: "system", task: `lane:${id}` }, requestId: `lane:${id}` },
      plan,
    );
  }

  private tell(what: string, plan: (tx: Tx) => Result<Plan<unknown>, never>): void {
    void this.follow(this.write(what, plan));
  }

  /** What happened is written, however long the disk is full; a process that ends before leaves it to the next start. */
  private async write(what: string, plan: (tx: Tx) => Result<Plan<unknown>, never>): Promise<void> {
    for (;;) {
      try {
        const done = await this.submit(plan);
        if (done.ok || done.error.type === "Stopping" || done.error.type === "OutcomeUnknown") return;
      } catch (cause) {
        return this.parts.report(`lane ${this.of.setup.id}: ${what}`, cause);
      }
      if (this.stopping) return;
      await new Promise<void>((resolve) => this.parts.timers.after(retryMs, resolve));
    }
  }

  /** Keeps work in sight until it ends: a stop waits for it. */
  private follow<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    const gone = () => void this.running.delete(work);
    work.then(gone, gone);
    return work;
  }
}

/** The answer, or what stands for it when it has not come in time or fails. */
const within = <T>(timers: Timers, deadlineMs: number, asking: Promise<T>, late: () => T): Promise<T> =>
  new Promise((resolve) => {
    const cancel = timers.after(deadlineMs, () => resolve(late()));
    asking.then(
      (said) => {
        cancel();
        resolve(said);
      },
      () => {
        cancel();
        resolve(late());
      },
    );
  });
