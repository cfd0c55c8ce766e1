import { Icon } from "../../ui/icon";
import { inLanguage } from "../../words/language";
import { chosenBranch } from "../steps";
import { proof } from "./words";

/** Who has no two ways is not sent away: at the branch nobody needs any. */
export const NoWays = ({ title, open }: { title: string; open?: boolean }) => {
  const branch = chosenBranch.value;
  if (!branch) return null;
  return (
    <details class="disclosure card" {...(open ? { open: true } : {})}>
      <summary>
        <Icon name="chevron-down" /> {title}
      </summary>
      <div class="stack tight">
        <p>{proof.noWaysNext({ branch: inLanguage(branch.name) })}</p>
        <p class="small soft">{[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}</p>
        <p class="small soft">{inLanguage(branch.hours)}</p>
      </div>
    </details>
  );
};
