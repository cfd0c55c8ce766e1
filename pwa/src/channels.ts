/** Which ways of sending a code work at this node, and which numbers get an SMS: asked before anybody waits for one. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import { parsePhone } from "../../server/applicants/contact";
import type { channelsView } from "../../server/identity/account.schema";
import { get } from "./api";

export type Channels = z.infer<typeof channelsView>;

export const channels = signal<Channels | undefined>(undefined);

export const loadChannels = async (): Promise<void> => {
  const answer = await get<Channels>("/channels");
  if (answer.ok) channels.value = answer.value;
};

/** Whether an SMS reaches this number, as it was typed. Nothing is known against it before the node has answered. */
export const isServed = (typed: string): boolean => {
  const phone = parsePhone(typed);
  const prefixes = channels.value?.sms.prefixes;
  return phone.ok && (!prefixes || prefixes.some((prefix) => phone.value.number.startsWith(prefix)));
};
