import { effect, signal } from "@preact/signals";
import type * as z from "zod";
import type { sessionView } from "../../../server/identity/session.schema";
import { get, refused, remove } from "../api";

export type Session = z.infer<typeof sessionView>;
export type Staff = NonNullable<Session["staff"]>;

export type StaffState =
  | { readonly type: "unknown" }
  | { readonly type: "none"; readonly ended: boolean }
  /** Nobody touched the page for a while: it stays as it is, and the same person's passkey opens it. */
  | { readonly type: "locked"; readonly staff: Staff | undefined }
  | { readonly type: "open"; readonly staff: Staff; readonly session: Session };

/** Who of the staff sits at this browser. */
export const staffState = signal<StaffState>({ type: "unknown" });

export const loadStaff = async (): Promise<void> => {
  const answer = await get<Session>("/session", { as: "staff" });
  if (answer.ok) {
    const { staff } = answer.value;
    staffState.value = staff
      ? { type: "open", staff, session: answer.value }
      : { type: "none", ended: false };
  } else if (answer.error.status !== 401 && staffState.peek().type === "unknown") {
    // Without the line nobody can be told apart: the page says so and asks again.
    staffState.value = { type: "unknown" };
  }
};

export const signOut = async (): Promise<void> => {
  await remove("/session", { as: "staff" });
  staffState.value = { type: "none", ended: false };
};

effect(() => {
  const now = refused.value;
  if (now?.as !== "staff") return;
  const before = staffState.peek();
  if (now.code === "session_locked")
    staffState.value = {
      type: "locked",
      staff: before.type === "open" || before.type === "locked" ? before.staff : undefined,
    };
  else staffState.value = { type: "none", ended: before.type === "open" };
});
