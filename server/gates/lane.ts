/** The words of gate lanes: what a lane is for, how it is run, what it shows. */

/** `border`: a travel document decides. `entrance`: an appointment slip opens the branch. */
export const lanePurposes = ["border", "entrance"] as const;
export type LanePurpose = (typeof lanePurposes)[number];

/** `drill`: as open, on an emulator; nothing of it counts. */
export const laneModes = ["closed", "open", "maintenance", "drill"] as const;
export type LaneMode = (typeof laneModes)[number];

/** What was held to the lane. */
export const documentKinds = ["passport", "mykad", "slip", "none"] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What the lane's programme does now: see the drawing in `lane-state.ts`. */
export const laneSteps = [
  "idle",
  "clearing",
  "unreadable",
  "checking",
  "open",
  "refer",
  "hold",
  "unconfirmed",
  "trouble",
  "closed",
  "out_of_service",
  "emergency",
] as const;
export type LaneStep = (typeof laneSteps)[number];

export const screenWords = [
  "ready",
  "place_document",
  "wait",
  "go",
  "see_officer",
  "closed",
  "emergency",
] as const;
export type ScreenWord = (typeof screenWords)[number];

/** A lane of the configuration. */
export interface LaneSetup {
  readonly id: string;
  readonly name: string;
  readonly purpose: LanePurpose;
  readonly direction: "in" | "out";
  /** For families, wheelchairs and companions whom an officer has confirmed. */
  readonly wide: boolean;
}
