import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import { stepUpAsked } from "../api";
import { later } from "../ui/later";
import { Loading } from "../ui/loading";
import { loadStaff, staffState, type Staff, watchActivity } from "./session";

// Seldom needed while somebody works: they come when they are.
const SignInPage = later(async () => (await import("./sign-in-page")).SignInPage);
const Locked = later(async () => (await import("./locked")).Locked);
const NotYours = later(async () => (await import("./not-yours")).NotYours);
const StepUpDialog = later(async () => (await import("./step-up-dialog")).StepUpDialog);

/** A page of the staff: asks who it is before it shows anything. */
export const SignedIn = ({
  title,
  roles,
  children,
}: {
  title: string;
  /** Whose page it is. */
  roles: readonly StaffRole[];
  children: (staff: Staff) => ComponentChildren;
}) => {
  useEffect(() => {
    if (staffState.peek().type === "unknown") void loadStaff();
    return watchActivity();
  }, []);
  const state = staffState.value;
  switch (state.type) {
    case "unknown":
      return <Loading />;
    case "none":
      return <SignInPage title={title} ended={state.ended} />;
    case "locked":
    case "open":
      return (
        <>
          {state.staff && <Page title={title} roles={roles} staff={state.staff} page={children} />}
          {state.type === "locked" && <Locked staff={state.staff} />}
          {stepUpAsked.value && <StepUpDialog />}
        </>
      );
  }
};

/** Stays as it is while it is locked: the case, and what was typed. */
const Page = ({
  title,
  roles,
  staff,
  page,
}: {
  title: string;
  roles: readonly StaffRole[];
  staff: Staff;
  page: (staff: Staff) => ComponentChildren;
}) =>
  (roles as readonly string[]).includes(staff.role) ? (
    <>{page(staff)}</>
  ) : (
    <NotYours title={title} staff={staff} roles={roles} />
  );
