import { effect, signal } from "@preact/signals";
import type * as z from "zod";
import type { sessionView } from "../../../server/identity/session.schema";
import { get, post, refused, remove } from "../api";

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

let asking: Promise<void> | undefined;

/** Asks the node; who asks while it is being asked waits for the same answer. */
export const loadStaff = (): Promise<void> => {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
};

const ask = async (): Promise<void> => {
  const answer = await get<Session>("/session", { as: "staff" });
  const before = staffState.peek();
  if (answer.ok) {
    const { staff } = answer.value;
    staffState.value = staff
      ? { type: "open", staff, session: answer.value }
      : { type: "none", ended: false };
  } else if (answer.error.code === "session_locked") {
    const staff = before.type === "open" || before.type === "locked" ? before.staff : undefined;
    staffState.value = { type: "locked", staff };
  } else if (answer.error.status === 401) {
    staffState.value = { type: "none", ended: before.type === "open" || before.type === "locked" };
  }
  // Without the line nobody can be told apart: the page stays as it is and asks again.
};

export const signOut = async (): Promise<void> => {
  // What a tablet keeps of the day goes with its officer; what it has not told its branch stays (`door/kept-list.ts`).
  indexedDB.deleteDatabase("sto-door-list");
  await remove("/session", { as: "staff" });
  staffState.value = { type: "none", ended: false };
};

// A request that was under way while the session got a new id is refused, too: so the node is asked once more.
effect(() => {
  if (refused.value?.as === "staff" && asking === undefined) void loadStaff();
});

const saidEveryMs = 60_000;
const lookEveryMs = 60_000;

/** Says that somebody is at the page, when they really touch it, and notices when it has locked meanwhile. Returns its end. */
export const watchActivity = (): (() => void) => {
  let saidMs = -Infinity;
  const say = (event: Event) => {
    if (staffState.peek().type !== "open" || event.timeStamp - saidMs < saidEveryMs) return;
    saidMs = event.timeStamp;
    void post("/session/active", {}, { as: "staff" });
  };
  const look = setInterval(() => {
    if (staffState.peek().type === "open") void loadStaff();
  }, lookEveryMs);
  addEventListener("pointerdown", say);
  addEventListener("keydown", say);
  return () => {
    clearInterval(look);
    removeEventListener("pointerdown", say);
    removeEventListener("keydown", say);
  };
};
