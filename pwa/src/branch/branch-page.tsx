import { useEffect, useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { forget, keep, kept } from "../local";
import { loadCatalogue } from "../node";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { PageTitle } from "../ui/page-title";
import { DayPage } from "./day-page";
import { branchWords as words } from "./words";

const rememberedAs = "branch.supervisor";

/** `/branch`: a supervisor's day. */
const BranchPage = () => {
  const [supervisor, setSupervisor] = useState(kept<string>(rememberedAs));
  useEffect(() => void loadCatalogue(), []);
  if (supervisor === undefined)
    return (
      <WhoPage
        onName={(name) => {
          keep(rememberedAs, name);
          setSupervisor(name);
        }}
      />
    );
  return (
    <DayPage
      supervisor={supervisor}
      onLeave={() => {
        forget(rememberedAs);
        setSupervisor(undefined);
      }}
    />
  );
};

export default BranchPage;

const WhoPage = ({ onName }: { onName: (name: string) => void }) => {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <div class="staff">
      <StaffHeader title={words.pageName()} detail={words.signOnTitle()} />
      <main id="content" class="main">
        <PageTitle>{words.signOnTitle()}</PageTitle>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (name.trim() !== "") onName(name.trim());
          }}
        >
          <TextField
            label={words.yourName()}
            value={name}
            onValue={setName}
            lengthMax={60}
            error={tried && name.trim() === "" ? words.nameMissing() : undefined}
          />
          <Button kind="primary" type="submit" icon="log-in" wide>
            {words.begin()}
          </Button>
        </form>
      </main>
    </div>
  );
};
