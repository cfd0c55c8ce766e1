import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Branch } from "../api-types";
import { catalogue } from "../node";
import { branchesWords as words } from "../words/branches";
import { inLanguage } from "../words/language";
import { hasWords } from "../word-search";
import { Button } from "./button";
import { TextField } from "./field";
import { Icon } from "./icon";

/** Branches that stand on a phone's screen without a search or a fold. */
const rowsMax = 8;

interface BranchListProps {
  branches: readonly Branch[];
  /** Their order says something, such as the nearest first: the first ones are shown, the others on request. */
  ordered?: boolean;
  /** A branch whose state stands open from the start: the one that was chosen. */
  chosen?: Branch | undefined;
  /** Some of them, one under the other, under a name for whoever hears the page. */
  children: (branches: readonly Branch[], name: string) => ComponentChildren;
}

/**
 * Branches to choose from. Those of one state, or a few, stand as they are; those of the whole country under their states, each
 * folded, with a field that finds one by name, town or state.
 */
export const BranchList = ({ branches, ordered = false, chosen, children }: BranchListProps) => {
  const [typed, setTyped] = useState("");
  const [openAtFirst] = useState(chosen?.state);
  const states = (catalogue.value?.states ?? []).filter(({ code }) =>
    branches.some((branch) => branch.state === code),
  );
  if (branches.length <= rowsMax || (states.length === 1 && !ordered))
    return <>{children(branches, words.list())}</>;
  const search = (
    <TextField
      label={words.searchBranch()}
      hint={words.searchBranchHint()}
      type="search"
      value={typed}
      onValue={setTyped}
    />
  );
  if (typed.trim() !== "" || ordered) {
    const found = branches.filter((branch) => hasWords(textOf(branch), typed.trim()));
    return (
      <>
        {search}
        {found.length === 0 ? (
          <p role="status">{words.noBranchFound()}</p>
        ) : (
          <FirstOf key={typed} branches={found}>
            {children}
          </FirstOf>
        )}
      </>
    );
  }
  return (
    <>
      {search}
      <div class="folds">
        {states.map((state) => {
          const inState = branches.filter((branch) => branch.state === state.code);
          return (
            <details class="disclosure" key={state.code} open={state.code === openAtFirst}>
              <summary>
                <Icon name="chevron-down" />
                <span class="grow">{inLanguage(state.name)}</span>
                <span class="small quiet">{words.branchCount({ count: inState.length })}</span>
              </summary>
              {children(inState, inLanguage(state.name))}
            </details>
          );
        })}
      </div>
    </>
  );
};

/** The first of many; the others when they are asked for. */
const FirstOf = ({ branches, children }: Pick<BranchListProps, "branches" | "children">) => {
  const [all, setAll] = useState(false);
  const more = branches.length - rowsMax;
  return (
    <>
      {children(all ? branches : branches.slice(0, rowsMax), words.list())}
      {more > 0 && !all && (
        <Button wide onClick={() => setAll(true)}>
          {words.showMore({ count: more })}
        </Button>
      )}
    </>
  );
};

const textOf = (branch: Branch): string => {
  const state = catalogue.value?.states.find(({ code }) => code === branch.state);
  return [branch.name.ms, branch.name.en, branch.city, state?.name.ms, state?.name.en].join(" ");
};
