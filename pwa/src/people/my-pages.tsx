import type { StaffRole } from "../../../sync/core/plan";
import { words as auditWords } from "../audit/words";
import { branchWords } from "../branch/words";
import { counterWords } from "../counter/words";
import { words as erasureWords } from "../erasures/words";
import { words as listWords } from "../lists/words";
import { fleetWords } from "../fleet/words";
import { words as hallWords } from "../hall/words";
import { gatesWords } from "../gates/words";
import { levelsWords } from "../line/levels-words";
import { words as movementWords } from "../movements/words";
import { node } from "../node";
import { Button } from "../ui/button";
import { words as accountWords } from "./recoveries-words";
import { words } from "./words";

interface Row {
  readonly href: string;
  readonly name: () => string;
  /** Left out: everybody. */
  readonly roles?: readonly StaffRole[];
  /** Left out: at branches and at headquarters. */
  readonly at?: "branch" | "hq";
}

const counter = ["officer", "supervisor", "branch_admin"] as const;
const supervisors = ["supervisor", "branch_admin"] as const;

const rows: readonly Row[] = [
  { href: "/counter", name: counterWords.pageName, roles: counter, at: "branch" },
  { href: "/hall", name: hallWords.pageName, roles: supervisors, at: "branch" },
  { href: "/branch", name: branchWords.pageName, roles: supervisors, at: "branch" },
  {
    href: "/gates",
    name: gatesWords.pageName,
    roles: ["gate_operator", ...supervisors, "auditor"],
    at: "branch",
  },
  { href: "/movements", name: movementWords.pageName, roles: ["gate_operator", ...counter], at: "branch" },
  { href: "/staff/accounts", name: accountWords.pageName, roles: counter, at: "branch" },
  { href: "/fleet", name: fleetWords.pageName, roles: ["auditor", "hq_admin"], at: "hq" },
  { href: "/line", name: levelsWords.linePage, roles: [...supervisors, "hq_admin"] },
  { href: "/staff", name: words.pageName, roles: [...supervisors, "hq_admin"] },
  { href: "/erasures", name: erasureWords.pageName, roles: ["auditor", "hq_admin"], at: "hq" },
  {
    href: "/lists",
    name: listWords.pageName,
    roles: [...supervisors, "gate_operator", "auditor", "hq_admin"],
  },
  { href: "/audit", name: auditWords.pageName, roles: ["auditor"] },
];

/** The pages of whoever is signed in: every staff page's header leads here. */
export const MyPages = ({ role }: { role: string }) => {
  const theirs = rows.filter(
    ({ roles, at }) =>
      (roles === undefined || (roles as readonly string[]).includes(role)) &&
      (at === undefined || at === node.value?.role),
  );
  return (
    <nav class="row" aria-label={words.pages()}>
      {theirs.map(({ href, name }) => (
        <Button key={href} href={href}>
          {name()}
        </Button>
      ))}
    </nav>
  );
};
