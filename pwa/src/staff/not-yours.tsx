import { StaffHeader } from "../counter/staff-header";
import { Button } from "../ui/button";
import { PageTitle } from "../ui/page-title";
import { signOut } from "./session";
import { staffWords as words } from "./words";

/** A page that is not for the role of whoever signed in. */
export const NotYours = ({ title, name }: { title: string; name: string }) => (
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
