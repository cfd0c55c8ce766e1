import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import { StaffHeader } from "../counter/staff-header";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { loadStaff, signOut, staffState, type Staff } from "./session";
import { SignInPage } from "./sign-in-page";
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
  }, []);
  const state = staffState.value;
  switch (state.type) {
    case "unknown":
      return <Loading />;
    case "none":
      return <SignInPage title={title} ended={state.ended} />;
    case "locked":
      return <SignInPage title={title} ended />;
    case "open":
      return (roles as readonly string[]).includes(state.staff.role) ? (
        <>{children(state.staff)}</>
      ) : (
        <NotYours title={title} name={state.staff.name} />
      );
  }
};

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
