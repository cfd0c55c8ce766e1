import { Enrolled } from "../staff/enrolled";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { PageTitle } from "../ui/page-title";
import { deviceWords as words } from "./words";

/** `/tablet`: an officer's tablet that a supervisor enrols, and the way on from it. */
const TabletPage = () => (
  <Enrolled kind="tablet">
    <Frame>
      <PageTitle>{words.tablet()}</PageTitle>
      <Band tone="success">{words.tabletIn()}</Band>
      <div class="stack">
        <Button kind="primary" icon="play" href="/counter" wide>
          {words.openCounter()}
        </Button>
        <Button icon="qr-code" href="/door" wide>
          {words.openDoor()}
        </Button>
        <Button icon="calendar-days" href="/branch" wide>
          {words.openBranch()}
        </Button>
      </div>
    </Frame>
  </Enrolled>
);

export default TabletPage;
