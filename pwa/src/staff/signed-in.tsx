import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import { StaffHeader } from "../counter/staff-header";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { Locked } from "./locked";
import { loadStaff, signOut, staffState, type Staff, watchActivity } from "./session";
import { SignInPage } from "./sign-in-page";
import { StepUpDialog } from "./step-up-dialog";
import { staffWords as words } from "./words";

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
          <StepUpDialog />
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
    <NotYours title={title} name={staff.name} />
  );

const NotYours = ({ title, name }: { title: string; name: string }) => (
  <div class="staff">
    <StaffHeader title={title} detail={name} />
    <main id="content" class="main stack">
      <PageTitle>{words.notYours()}</PageTitle>
      <p>{words.askAdmin()}</p>
      <div>
        <Button icon="log-out" onClick={() => void signOut()}>
          {words.signOut()}
        </Button>
      </div>
    </main>
  </div>
);
