/**
 * Halls as people on a telephone see them: at a branch its own, at headquarters any branch's, worked out from the rows that the branch
 * sent. What headquarters tells is as old as the branch's last word, and says so.
 */
import { nodeOfBranch } from "../../sync/roster";
import type { Deps } from "../deps";
import { hallNow } from "../queue/hall.usecase";
import type { PictureDeps } from "../queue/picture.usecase";
import type { Mark } from "../rating/rating";
import { ratingOf } from "../rating/rating.usecase";
import { ticketBranch, type TicketView, ticketView, toldAtMs } from "../queue/view.usecase";

export type HallsDeps = PictureDeps & Pick<Deps, "pulses">;

/** A number, with when its branch was last heard; null: the branch itself speaks. */
export interface TicketShown extends TicketView {
  readonly heardAtMs: number | null;
  /** What its holder gave last; null: nothing. */
  readonly rating: Mark | null;
}

/** A number of whatever branch; undefined when this node does not know it. */
export const ticketShown = (deps: HallsDeps, id: string): TicketShown | undefined => {
  const branch = ticketBranch(deps, id);
  if (branch === undefined) return undefined;
  const view = ticketView(hallOf(deps, branch), id);
  return view && { ...view, heardAtMs: heardAtMs(deps, branch), rating: ratingOf(deps, id) };
};

/** Where a branch's hall is read: every question of the queue names its branch. */
export const hallOf = <D extends PictureDeps>(deps: D, branch: string): D =>
  branch === deps.self.branch ? deps : { ...deps, self: { ...deps.self, branch } };

/**
 * When the rows that headquarters has of a branch were last all there are: its latest picture with nothing left to send, or its latest
 * record, for they come without gaps. A picture comes signed by the branch's node, as every request of it. 0: never heard.
 */
export const heardAtMs = (deps: HallsDeps, branch: string): number | null => {
  if (branch === deps.self.branch) return null;
  const node = nodeOfBranch(deps.db, branch);
  const pictureAtMs = node ? deps.pulses.wholeAtMs(node.alias) : 0;
  const reader = hallNow(hallOf(deps, branch));
  // A branch whose clock is ahead was not heard in the future.
  return Math.min(reader.nowMs, Math.max(pictureAtMs, toldAtMs(reader)));
};
