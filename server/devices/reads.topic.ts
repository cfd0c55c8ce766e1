import type { Deps } from "../deps";
import type { Topic } from "../http/live";
import { placesOfKiosk } from "./kiosk-places";

/** What was laid on a kiosk's own reader or held to its own scanner, for that kiosk's page alone, and for ten seconds. */
export const readsTopic = ({
  db,
  self,
  clock,
  reads,
}: Pick<Deps, "db" | "self" | "clock" | "reads">): Topic => ({
  name: "reads",
  tables: [],
  route: "GET /kiosk",
  argument: (who) => (who.kind === "device" ? who.id : ""),
  snapshot: (id) => {
    const read = reads.latestAt(placesOfKiosk({ db, branch: self.branch }, id), clock.nowMs());
    return read && { id: read.id, lines: read.lines };
  },
});
