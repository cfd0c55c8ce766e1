/** Master data as its page asks for it: what was typed becomes a wish that names only what becomes different. */
import type * as z from "zod";
import { parseLocalDate } from "../../../sync/core/local-date";
import type { GateRules } from "../../../server/gates/eligibility";
import type { masterList, masterPreview, masterWish } from "../../../server/master/master.schema";
import { type Answer, get, post } from "../api";
import type { Branch, Service } from "../api-types";
import { newCommandId } from "../command-id";
import { type GatesDraft, gatesDraftOf, gatesSetOf } from "./gate-rules";

export type MasterWish = z.input<typeof masterWish>;
export type MasterKind = MasterWish["kind"];
export type MasterPreview = z.infer<typeof masterPreview>;
export type MasterRow = z.infer<typeof masterList>["items"][number];

const as = "staff";

export const loadMaster = (before?: string): Answer<z.infer<typeof masterList>> =>
  get(before === undefined ? "/hq/master" : `/hq/master?before=${before}`, { as });
/** Rules of gate lanes as they hold today. */
export const loadGateRules = (): Answer<GateRules> => get<GateRules>("/hq/master/gates", { as });
export const previewMaster = (wish: MasterWish): Answer<MasterPreview> =>
  post<MasterPreview>("/hq/master/preview", { wish }, { as });
export const makeMaster = (wish: MasterWish, reason: string, previewed: string): Answer<unknown> =>
  post("/hq/master", { wish, reason, previewed }, { as, key: newCommandId() });
export const withdrawMaster = (id: string): Answer<unknown> => post(`/hq/master/${id}/withdraw`, {}, { as });

/** Fields as they are typed. */
export interface MasterDraft {
  readonly from: string;
  /** By the field's name on the wire. */
  readonly texts: Readonly<Record<string, string>>;
  /** RM, one for each fee. */
  readonly fees: readonly string[];
  /** Null: every branch of the category. */
  readonly branches: readonly string[] | null;
  readonly states: readonly string[];
  /** Null: this is not about gate lanes. */
  readonly gates: { readonly draft: GatesDraft; readonly rules: GateRules } | null;
}

export const emptyDraft: MasterDraft = {
  from: "",
  texts: {},
  fees: [],
  branches: null,
  states: [],
  gates: null,
};

export const branchTexts = ["nameMs", "nameEn", "address", "postcode", "city", "phone"] as const;

export const branchDraft = (row: Branch): MasterDraft => ({
  ...emptyDraft,
  texts: {
    nameMs: row.name.ms,
    nameEn: row.name.en,
    address: row.address ?? "",
    postcode: row.postcode ?? "",
    city: row.city,
    phone: row.phone ?? "",
  },
});

export const serviceDraft = (row: Service): MasterDraft => ({
  ...emptyDraft,
  texts: {
    nameMs: row.name.ms,
    nameEn: row.name.en,
    units: String(row.units),
    noticeHours: String(row.noticeHours),
    bookableBy: row.bookableBy,
  },
  fees: row.fees.map(({ sen }) => (sen === null ? "" : String(sen / 100))),
  branches: row.branches,
});

export const gateRulesDraft = (rules: GateRules): MasterDraft => ({
  ...emptyDraft,
  gates: { draft: gatesDraftOf(rules), rules },
});

/** What is wrong before anybody is asked, by field. */
export type Wrong =
  | "badDate"
  | "badNumber"
  | "badNationality"
  | "badAmount"
  | "stateNeeded"
  | "branchesNeeded";
export type DraftProblems = Readonly<Record<string, Wrong>>;

export type Drafted =
  | { readonly wish: MasterWish; readonly wrong?: undefined }
  | { readonly wrong: DraftProblems };

/** `now` is the thing as it was when the form was filled from it. */
export const wishOf = (kind: MasterKind, code: string, draft: MasterDraft, now: MasterDraft): Drafted => {
  const wrong: Record<string, Wrong> = {};
  if (!parseLocalDate(draft.from).ok) wrong["from"] = "badDate";
  const changed = (field: string) => draft.texts[field] !== now.texts[field];
  const set: Record<string, unknown> = {};
  for (const [field, text] of Object.entries(draft.texts)) {
    if (!changed(field)) continue;
    if (field === "units" || field === "noticeHours") {
      if (/^\d{1,4}$/.test(text.trim())) set[field] = Number(text);
      else wrong[field] = "badNumber";
    } else set[field] = text;
  }
  if (kind === "service") {
    const fees = draft.fees.map((text, at) => {
      const sen = senOf(text);
      if (sen === undefined) wrong[`fee${at}`] = "badAmount";
      return sen ?? null;
    });
    if (JSON.stringify(draft.fees) !== JSON.stringify(now.fees)) set["feesSen"] = fees;
    if (JSON.stringify(draft.branches) !== JSON.stringify(now.branches)) set["branches"] = draft.branches;
    if (draft.branches?.length === 0) wrong["branches"] = "branchesNeeded";
  }
  if (kind === "holiday") {
    set["nameMs"] = draft.texts["nameMs"] ?? "";
    set["nameEn"] = draft.texts["nameEn"] ?? "";
    set["states"] = draft.states;
    if (draft.states.length === 0) wrong["states"] = "stateNeeded";
  }
  if (draft.gates) {
    const typed = gatesSetOf(draft.gates.draft, draft.gates.rules);
    Object.assign(set, typed.set);
    Object.assign(wrong, typed.wrong);
  }
  if (Object.keys(wrong).length > 0) return { wrong };
  const wish = kind === "holiday" ? { kind, from: draft.from, set } : { kind, code, from: draft.from, set };
  return { wish: wish as MasterWish };
};

/** "200" and "200.50" in sen; null for nothing; undefined for what is no amount. */
const senOf = (text: string): number | null | undefined => {
  const typed = text.trim();
  if (typed === "") return null;
  return /^\d{1,5}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : undefined;
};
