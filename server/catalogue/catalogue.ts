/** The words of the catalogue: what is offered, to whom, where, and with which papers. Rows are data, in `seed/`. */

/** Who asks. Everything else that makes a rule differ is a sub-kind. */
export type ApplicantKind = "citizen" | "foreigner" | "employer";
export type ApplicantSubKind = "minor" | "permanentResident" | "undocumented" | "diplomatic";

/** "suggestion" marks what we invented because nothing is published: the office replaces it. */
type Confidence = "official" | "press" | "unverified" | "suggestion";

export interface BilingualText {
  readonly ms: string;
  readonly en: string;
}

export interface State {
  /** ISO 3166-2, "MY-14". */
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
}

type ServiceCategory =
  | "passport"
  | "clearance"
  | "expatriate"
  | "visa_pass"
  | "foreign_worker"
  | "maid"
  | "enforcement"
  | "permit"
  | "collection"
  | "enquiry";

export interface Branch {
  /** Our own code, not an official one: "KUL-HQ1". */
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly kind: BranchKind;
  readonly agency: "JIM" | "AKPS";
  readonly state: string;
  readonly zone: string;
  readonly address: string;
  readonly postcode: string | null;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly phone: string | null;
  readonly serviceCategories: readonly (ServiceCategory | "border")[];
  /** Where we know the office itself from, and where its address. */
  readonly existenceSource: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly addressConfidence: Confidence;
  readonly note: string | null;
}

type BranchKind = "state_hq" | "branch" | "utc" | "entry_point" | "putrajaya";

type Stage = "application" | "interview" | "payment" | "collection";

export interface Service {
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly category: ServiceCategory;
  /** Service group and ticket prefix, one letter. */
  readonly group: string;
  /** Another prefix than the group's: in a training, where no number may look like a real one. */
  readonly series?: string;
  readonly applicants: readonly ServiceApplicant[];
  readonly documents: readonly BilingualText[];
  readonly fees: readonly Fee[];
  readonly validity: BilingualText | null;
  /** Adjacent slots of the group's grid that one person needs. */
  readonly units: number;
  readonly stages: readonly Stage[];
  readonly release: {
    readonly policy: "open" | "draw";
    /** How it is sold now: draws come with a later version. */
    readonly soldAs: "open";
  };
  readonly settings: ServiceSettings;
  readonly legalBasis: string | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

export interface ServiceApplicant {
  readonly kind: ApplicantKind;
  readonly subKind: ApplicantSubKind | null;
  /** The document must still be valid this many months after the visit; 0 is "on the day". For an employer: each worker's. */
  readonly documentValidityMonthsMin: number;
}

export interface Fee {
  readonly label: BilingualText;
  /** RM1 is 100 sen; null is not known or by nationality. */
  readonly sen: number | null;
  readonly unit: "application" | "year";
  readonly from: string | null;
  readonly source: string;
  readonly confidence: Confidence;
}

/** How the office runs a service. No figure is published: all of these are suggestions to begin with. */
export interface ServiceSettings {
  /** "staff": only an officer books it; "walkIn": numbers only, no appointments. */
  readonly bookableBy: "public" | "staff" | "walkIn";
  /** A programme with an end is offered for visits from … to … only. */
  readonly from: string | null;
  readonly to: string | null;
  /** Where it is offered; null is every branch of the category. */
  readonly states: readonly string[] | null;
  readonly branches: readonly string[] | null;
  readonly earlyMin: number;
  readonly lateMin: number;
  readonly noticeHours: number;
  readonly horizonMonths: number;
  readonly questions: readonly Question[];
  readonly confidence: "suggestion";
}

/** One more thing the form asks, and the counter wants to know. */
export type Question = QuestionText & QuestionKind;

interface QuestionText {
  readonly id: string;
  readonly label: BilingualText;
  readonly required: boolean;
}

type QuestionKind =
  | { readonly type: "text"; readonly charsMax: number }
  | { readonly type: "choice"; readonly options: readonly (BilingualText & { readonly id: string })[] }
  /** Relative to the day the form is filled in. */
  | { readonly type: "date"; readonly when: "past" | "future" | "any" }
  | { readonly type: "number"; readonly min: number; readonly max: number };

/** The services of one ticket prefix: one slot grid and one number series per branch. */
export interface ServiceGroup {
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly slotMinutes: number;
  readonly walkInPercent: number;
  readonly unitsPerStartByBranchKind: Readonly<Record<BranchKind, number>>;
  readonly pools: readonly PoolRow[];
  readonly confidence: Confidence;
}

/** A disjoint quota of a group's slots. The first pool that names a booking takes it; the last one names everybody. */
interface PoolRow {
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  /** Of the units that are not kept for walk-ins; all pools of a group make 100. */
  readonly percent: number;
  /** null is any. */
  readonly kinds: readonly ApplicantKind[] | null;
  readonly services: readonly string[] | null;
}

export interface Country {
  /** ISO 3166-1, "MYS". */
  readonly alpha3: string;
  readonly alpha2: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** A code that only machine-readable zones use: "D" for Germany, "UNO" for the United Nations. */
export interface IcaoCode {
  readonly code: string;
  readonly nameMs: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly mapsTo: string | null;
  readonly source: string;
  readonly confidence: Confidence;
}
