/** Gate lanes on the wire. */
import * as z from "zod";
import { date, id, line, listOf, text } from "../http/api";
import { documentKinds, laneModes, lanePurposes, laneSteps, screenWords } from "./lane";
import { referralStates } from "./referral";

export const laneId = z.string().regex(/^[a-z0-9-]{1,32}$/);

/** What a lane's own screen shows: words as codes, an arrow, and whether it is only a drill. */
export const screenSchema = z
  .object({
    lane: z.string(),
    name: z.string(),
    purpose: z.enum(lanePurposes),
    direction: z.enum(["in", "out"]),
    wide: z.boolean(),
    /** `ready`: the lane waits for somebody. `place_document`: what was shown could not be read, once more. */
    word: z.enum(screenWords),
    arrow: z.enum(["go", "stop", "none"]),
    drill: z.boolean(),
    sinceMs: z.number(),
  })
  .meta({ id: "LaneScreen" });

const alarm = z.object({
  id: z.string(),
  lane: z.string(),
  kind: z.string(),
  /** 1: now; 2: soon; 3: before the shift ends. */
  rank: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  cause: text,
  /** The one thing to do about it; null: it ends by itself. */
  action: z.enum(["reset_alarm", "open_exit", "reject", "end", "close_lane"]).nullable(),
  firstMs: z.number(),
  lastMs: z.number(),
  times: z.number(),
});

const referralShort = z.object({
  /** The passage that a lane refused; the id of the referral. */
  id: z.string(),
  lane: z.string(),
  state: z.enum(referralStates),
  officer: z.string().nullable(),
  officerName: z.string().nullable(),
  /** When the lane sent them. */
  sentAtMs: z.number(),
  /** When the state began. */
  atMs: z.number(),
  document: z.enum(documentKinds),
  nationality: z.string().nullable(),
  ageBand: z.string().nullable(),
  reasons: listOf(z.string()),
  /** An officer has to be there at once; the person knows nothing of it. */
  isUrgent: z.boolean(),
  /** Officers who have to agree before they may go through. */
  officersNeeded: z.union([z.literal(1), z.literal(2)]),
  /** The first of two, who has asked; null: nobody yet. */
  askedBy: z.string().nullable(),
  askedByName: z.string().nullable(),
  drill: z.boolean(),
});

const laneShown = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.enum(lanePurposes),
  direction: z.enum(["in", "out"]),
  wide: z.boolean(),
  mode: z.enum(laneModes),
  /** Why it is in this mode, as the officer wrote it. */
  reason: z.string(),
  /** What the lane's programme does now. */
  step: z.enum(laneSteps),
  sinceMs: z.number(),
  word: z.enum(screenWords),
  /** The controller as last read. */
  gate: z.object({
    online: z.boolean(),
    state: z.string(),
    mode: z.string(),
    alarms: listOf(z.string()),
    fire: z.boolean(),
    occupancy: z.number(),
    error: z.string().nullable(),
    lastSeenMs: z.number().nullable(),
  }),
  /** Companions whom an officer has confirmed and who have not gone through yet. */
  companions: z.number(),
  today: z.object({ passed: z.number(), referred: z.number() }),
});

/** What one officer watches: every lane, what is wrong, and who waits for an officer. */
export const gatesSchema = z
  .object({
    day: z.string(),
    lanes: listOf(laneShown),
    /** Rank first, then the oldest. */
    alarms: listOf(alarm),
    /** Open and taken: who is urgent first, then the oldest. */
    referrals: listOf(referralShort),
    /** Lanes that stand open by their hardware: fire, button or key. */
    emergency: listOf(z.string()),
    /** False: every lane refers, nobody compares faces. */
    hasMatcher: z.boolean(),
    /** True: the clock is in doubt, and every lane refers. */
    clockUnsure: z.boolean(),
    /** Travellers of the last sixty minutes, drills left out. */
    lastHour: z.object({ passed: z.number(), referred: z.number() }),
    onDuty: listOf(z.object({ officer: z.string(), name: z.string(), sinceMs: z.number() })),
  })
  .meta({ id: "Gates" });

export const scanBody = z.strictObject({ text: z.string().min(1).max(4096) });
export const modeBody = z.strictObject({ mode: z.enum(laneModes), reason: line(200) });
export const orderBody = z.strictObject({ order: z.enum(["open_exit", "reject", "lock", "reset_alarm"]) });
export const companionsBody = z.strictObject({ count: z.int().min(0).max(8) });

export const orderAnswer = z
  .object({ outcome: z.enum(["done", "refused", "unknown"]), reason: z.string().nullable() })
  .meta({ id: "LaneOrderAnswer" });

export const referralsSchema = z.object({ items: listOf(referralShort) }).meta({ id: "Referrals" });

const checkSchema = z.object({
  id: z.string(),
  result: z.string(),
  tookMs: z.number(),
  /** Whose answer; null: our own rule. */
  source: z.string().nullable(),
  ageMs: z.number().nullable(),
});

export const referralSchema = referralShort
  .extend({
    laneName: z.string(),
    direction: z.enum(["in", "out"]),
    /** Null: nothing could be read, or the person was erased. */
    traveller: z
      .object({
        name: z.string(),
        number: z.string(),
        country: z.string(),
        nationality: z.string(),
        sex: z.string(),
        birthDate: z.string().nullable(),
        expiresOn: z.string().nullable(),
        chip: z.string(),
      })
      .nullable(),
    checks: listOf(checkSchema),
    /** A picture of the page is at `/image`. */
    hasImage: z.boolean(),
    steps: listOf(
      z.object({
        seq: z.number(),
        state: z.enum(referralStates),
        officer: z.string().nullable(),
        name: z.string().nullable(),
        note: z.string().nullable(),
        atMs: z.number(),
      }),
    ),
  })
  .meta({ id: "Referral" });

/** `override`: against a reason that needs two officers; asks for a touch of one's own key. */
export const passBody = z.strictObject({
  note: line(400).optional(),
  override: z.boolean().default(false),
});
export const noteBody = z.strictObject({ note: line(400) });
export const emptyBody = z.strictObject({});

export const shiftBody = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("begin") }),
  z.strictObject({ what: z.literal("hand_over"), to: id }),
  z.strictObject({ what: z.literal("end") }),
]);

const shiftReport = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  passed: z.number(),
  referred: z.number(),
  held: z.number(),
  passedByOfficer: z.number(),
  refused: z.number(),
  left: z.number(),
  overrides: z.number(),
  unknown: z.number(),
  alarms: z.number(),
  /** From the lane's word to an officer taking it, in seconds; null where nobody waited. */
  waitP50S: z.number().nullable(),
  waitP90S: z.number().nullable(),
  stillOpen: z.number(),
});

export const shiftSchema = z
  .object({
    /** The caller's own shift that runs; null: not begun. */
    own: z.object({ sinceMs: z.number(), report: shiftReport }).nullable(),
    onDuty: listOf(z.object({ officer: z.string(), name: z.string(), sinceMs: z.number() })),
    /** Of the last seven days, the newest first. */
    past: listOf(
      z.object({
        id: z.string(),
        what: z.enum(["begin", "hand_over", "end"]),
        officer: z.string(),
        name: z.string(),
        to: z.string().nullable(),
        toName: z.string().nullable(),
        atMs: z.number(),
        report: shiftReport.nullable(),
        /** Referrals that went over to the other officer. */
        handed: listOf(z.string()),
      }),
    ),
  })
  .meta({ id: "GateShift" });

export const dayQuery = z.object({ day: date.optional() });

const figureRow = z.object({
  by: z.enum(["all", "lane", "nationality", "age"]),
  key: z.string(),
  travellers: z.number(),
  passed: z.number(),
  referred: z.number(),
  /** Share of travellers sent to an officer, 0 to 1. */
  referralRate: z.number(),
  /** Document to sensor, milliseconds; null where nobody passed. */
  qrP50Ms: z.number().nullable(),
  qrP90Ms: z.number().nullable(),
  passportP50Ms: z.number().nullable(),
  passportP90Ms: z.number().nullable(),
  /** Our share of it. */
  ownP99Ms: z.number().nullable(),
  /** Sent to an officer at least twice as often as everybody, with enough travellers to say so. */
  unusual: z.boolean(),
});

export const figuresSchema = z
  .object({
    day: z.string(),
    targets: z.object({ qrMs: z.number(), passportMs: z.number(), ownMs: z.number() }),
    rows: listOf(figureRow),
  })
  .meta({ id: "GateFigures" });

const loose = z.object({ id: z.string(), seq: z.number(), atMs: z.number(), outcome: z.string() });

export const reconciliationSchema = z
  .object({
    day: z.string(),
    lanes: listOf(
      z.object({
        lane: z.string(),
        name: z.string(),
        /** By the controller's counter; null: it kept none, or started again. */
        counted: z.number().nullable(),
        recorded: z.number(),
        /** `agrees`, `differs`; `no_count`: the controller keeps none. */
        result: z.enum(["agrees", "differs", "no_count"]),
        /** Passages that a sensor saw and nobody had asked for. */
        withoutCommand: z.number(),
        /** Commands that were sent and of which no sensor told a passage or an end. */
        withoutPassage: listOf(loose),
        starts: z.number(),
        atMs: z.number(),
      }),
    ),
  })
  .meta({ id: "GateReconciliation" });

/** The lines that a document's zone tells by heart: who holds the document can type them. */
export const movementsBody = z.strictObject({
  country: z.string().min(1).max(3),
  number: z.string().min(4).max(20),
  birthDate: date,
  expiresOn: date,
});

/** The code of a printed proof, as a scanner reads it. */
export const proofBody = z.strictObject({ text: z.string().min(1).max(1024) });

export const proofSchema = z
  .object({
    id: z.string(),
    kind: z.enum(["entry", "exit"]),
    branch: z.string(),
    atMs: z.number(),
  })
  .meta({ id: "MovementProof" });

export const movementsSchema = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        kind: z.enum(["entry", "exit"]),
        way: z.enum(["lane", "officer"]),
        branch: z.string(),
        lane: z.string().nullable(),
        atMs: z.number(),
      }),
    ),
  })
  .meta({ id: "Movements" });
