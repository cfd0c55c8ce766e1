import { signal } from "@preact/signals";
import { get } from "./api";
import type { Catalogue, NodeInfo } from "./api-types";
import { keep, kept } from "./local";
import { learnNodeTime } from "./ui/now";

/** What this node is; the last known answer while the line is down. */
export const node = signal<NodeInfo | undefined>(kept<NodeInfo>("node"));

/** Branches, services, countries: kept on the phone, so that a page opens without the line. */
export const catalogue = signal<Catalogue | undefined>(kept<Catalogue>("catalogue"));

/** False while the last attempt to reach the node failed. */
export const online = signal(true);

/** Follows what the device knows of its line; a line that is back is tried at once. */
export const watchLine = (): void => {
  addEventListener("offline", () => {
    online.value = false;
  });
  addEventListener("online", () => void loadNode());
};

export const loadNode = async (): Promise<void> => {
  const answer = await get<NodeInfo>("/node");
  online.value = answer.ok;
  if (!answer.ok) return;
  learnNodeTime(answer.value.now);
  node.value = answer.value;
  keep("node", answer.value);
};

let loading: Promise<void> | undefined;

/** Asks for the catalogue once per visit; a failure may be tried again. */
export const loadCatalogue = (): Promise<void> => {
  loading ??= get<Catalogue>("/catalogue").then((answer) => {
    online.value = answer.ok;
    if (answer.ok) {
      catalogue.value = answer.value;
      keep("catalogue", answer.value);
    } else loading = undefined;
  });
  return loading;
};
