import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StaffRole } from "../../../sync/core/plan";
import { StaffHeader } from "../counter/staff-header";
import { loadCatalogue } from "../node";
import { place } from "../router";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { PageTitle } from "../ui/page-title";
import { gatesWords as words } from "./words";

/** Who watches lanes; an auditor looks on. */
export const laneRoles: readonly StaffRole[] = ["gate_operator", "supervisor", "branch_admin", "auditor"];

const pages = [
  ["/gates", words.lanes],
  ["/gates/referrals", words.referrals],
  ["/gates/shift", words.shift],
  ["/gates/figures", words.figures],
] as const;

/** A page of the lanes: the staff's header, the way between the four pages, the title. */
export const GatesFrame = ({
  title,
  children,
}: {
  title: string;
  children: (staff: Staff) => ComponentChildren;
}) => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={laneRoles}>
      {(staff) => (
        <div class="staff gates lane-tables">
          <StaffHeader title={words.pageName()} detail={staff.name} />
          <main id="content" class="gates-main">
            <div class="gates-head">
              <PageTitle>{title}</PageTitle>
              <nav class="segments gates-nav" aria-label={words.pages()}>
                {pages.map(([href, name]) => (
                  <a key={href} href={href} aria-current={isHere(href) ? "page" : undefined}>
                    {name()}
                  </a>
                ))}
              </nav>
            </div>
            {children(staff)}
          </main>
        </div>
      )}
    </SignedIn>
  );
};

const isHere = (href: string): boolean => {
  const { path } = place.value;
  return path === href || (href !== "/gates" && path.startsWith(`${href}/`));
};
