import type { ComponentChildren } from "preact";
import type { Caller } from "../../../server/identity/session";
import { signOut } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { branchWords as words } from "./words";

export interface Supervisor {
  readonly name: string;
  readonly as: Caller;
}

export const leave = (): void => void signOut();

/** A page of the branch's supervisor. */
export const Supervised = ({
  title = words.pageName(),
  children,
}: {
  title?: string;
  children: (supervisor: Supervisor) => ComponentChildren;
}) => (
  <SignedIn title={title} roles={["supervisor", "branch_admin", "hq_admin"]}>
    {({ name }) => <>{children({ name, as: "staff" })}</>}
  </SignedIn>
);
