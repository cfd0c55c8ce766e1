import { useEffect } from "preact/hooks";
import { leaveDesk } from "../book/desk";
import { loadCatalogue } from "../node";
import { DeskPage } from "./desk-page";
import { session } from "./session";
import { SignOn } from "./sign-on";

/** `/counter`: an officer's tablet. Signs on once, then stays the counter's page. */
const CounterPage = () => {
  useEffect(() => {
    leaveDesk();
    void loadCatalogue();
  }, []);
  const now = session.value;
  return now ? <DeskPage key={`${now.officer} ${now.counterId}`} session={now} /> : <SignOn />;
};

export default CounterPage;
