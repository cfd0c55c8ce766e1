import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { staffIdOf } from "../counter/staff-id";
import { forget, keep, kept } from "../local";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { PageTitle } from "../ui/page-title";
import { branchWords as words } from "./words";

export interface Supervisor {
  readonly name: string;
  /** The Authorization header while sign-in is a demo's. */
  readonly as: string;
}

const rememberedAs = "branch.supervisor";
const supervisorName = signal(kept<string>(rememberedAs));

export const leave = (): void => {
  forget(rememberedAs);
  supervisorName.value = undefined;
};

/** Asks once who the supervisor is; every page of the branch is then theirs until they leave. */
export const Supervised = ({
  title = words.pageName(),
  children,
}: {
  title?: string;
  children: (supervisor: Supervisor) => ComponentChildren;
}) => {
  const name = supervisorName.value;
  if (name === undefined) return <WhoPage title={title} />;
  return <>{children({ name, as: `Demo supervisor:${staffIdOf(name)}` })}</>;
};

const WhoPage = ({ title }: { title: string }) => {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const begin = () => {
    setTried(true);
    const given = name.trim();
    if (given === "") return;
    keep(rememberedAs, given);
    supervisorName.value = given;
  };
  return (
    <div class="staff">
      <StaffHeader title={title} detail={words.signOnTitle()} />
      <main id="content" class="main">
        <PageTitle>{words.signOnTitle()}</PageTitle>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            begin();
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
