import { useEffect } from "preact/hooks";
import { leaveForPerson } from "./for-person";
import { loadCatalogue } from "../node";
import { DeskPage } from "./desk-page";
import { session } from "./session";
import { SignedIn } from "../staff/signed-in";
import { SignOn } from "./sign-on";
import { counterWords as words } from "./words";

/** `/counter`: an officer's tablet. Signs on once, then stays the counter's page. */
const CounterPage = () => (
  <SignedIn title={words.pageName()} roles={["officer", "supervisor", "branch_admin"]}>
    {({ id, name }) => <CounterOf officer={name} id={id} />}
  </SignedIn>
);

const CounterOf = ({ officer, id }: { officer: string; id: string }) => {
  useEffect(() => {
    leaveForPerson();
    void loadCatalogue();
  }, []);
  const now = session.value;
  // The counter of another officer, who left this tablet: the one who is here now chooses anew.
  return now?.officer === officer ? (
    <DeskPage key={`${now.officer} ${now.counterId}`} session={now} />
  ) : (
    <SignOn officer={officer} id={id} />
  );
};

export default CounterPage;
