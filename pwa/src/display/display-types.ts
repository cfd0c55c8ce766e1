import type { Estimate, Lane, Text } from "../api-types";
import type { HallCall } from "./call-queue";

export interface DisplayState {
  readonly branch: string;
  readonly now: number;
  readonly calling: readonly (HallCall & { readonly lane: Lane })[];
  readonly last: readonly (HallCall & { readonly lane: Lane })[];
  readonly waiting: readonly {
    readonly group: string;
    readonly name: Text;
    readonly count: number;
    readonly estimate: Estimate | null;
  }[];
  readonly opensAtMs: number | null;
  readonly nextBatchAtMs: number | null;
}
