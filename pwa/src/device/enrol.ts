/** This screen's way in: enrolled once by a code, then by its own key whenever a session is over. */
import { enrolText, sessionText } from "../../../server/identity/device";
import type { EnrolledKind } from "../../../server/identity/roles";
import { type Answer, post } from "../api";
import { newCommandId } from "../command-id";
import { keepDevice, keptDevice, makeKey, signText } from "./key";

/** Takes this screen in by a code (eight characters). Its key is kept before this resolves. */
export const enrolDevice = async (kind: EnrolledKind, code: string): Answer<{ readonly device: string }> => {
  const { publicKey, privateKey } = await makeKey();
  const signature = await signText(privateKey, enrolText(code));
  const body = { kind, code, publicKey, signature };
  const answer = await post<{ device: string }>("/devices/enrol", body, { key: newCommandId() });
  if (answer.ok) await keepDevice(kind, { device: answer.value.device, privateKey });
  return answer;
};

/** `none`: never enrolled, or this node does not know it. `away`: the node gave no answer, or none now. */
export type ComingIn = "in" | "none" | "shutOut" | "away";

/** Opens a session with the key of this screen; the cookie that comes along is all the page needs. */
export const comeIn = async (kind: EnrolledKind): Promise<ComingIn> => {
  // A storage that cannot be reached holds nothing either.
  const kept = await keptDevice(kind).catch(() => undefined);
  if (!kept) return "none";
  const { device, privateKey } = kept;
  const asked = await post<{ challenge: string }>("/devices/session/challenge", { device });
  if (!asked.ok) return "away";
  const { challenge } = asked.value;
  const signature = await signText(privateKey, sessionText(device, challenge));
  const opened = await post("/devices/session", { device, challenge, signature });
  if (opened.ok) return "in";
  if (opened.error.code === "device_revoked") return "shutOut";
  return opened.error.code === "device_unknown" ? "none" : "away";
};
