import { useEffect } from "preact/hooks";
import { SlipCard } from "../my/slip-card";
import { catalogue, loadCatalogue, node, online } from "../node";
import type { Page } from "../pages";
import { isLive, slips } from "../slips";
import { Band } from "../ui/band";
import { BranchList } from "../ui/branch-list";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icons";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { words } from "./words";

/** `/`: one thing to do. It is to book, or, for who has booked, to open the next slip. */
const HomePage: Page = () => {
  useEffect(() => void loadCatalogue(), []);
  const [next] = Object.values(slips.value)
    .filter((row) => isLive(row.booking))
    .toSorted((a, b) => a.booking.startsAtMs - b.booking.startsAtMs);
  return (
    <Frame>
      <PageTitle name={words.title()}>{words.lead()}</PageTitle>
      {!online.value && <Band icon="wifi-off">{words.offlineBooking()}</Band>}
      {next && <SlipCard row={next} large />}
      <Button kind={next ? "outline" : "primary"} wide icon="calendar-plus" href="/book">
        {next ? words.bookAnother() : words.book()}
      </Button>
      <ul class="ways">
        <Way href="/my" icon="calendar-days" title={words.my()} detail={words.myDetail()} />
        <Way href="/my?ref=" icon="search" title={words.find()} detail={words.findDetail()} />
        <Way href="/account" icon="user" title={words.account()} detail={words.accountDetail()} />
      </ul>
      {node.value?.role === "hq" ? <BranchLinks /> : <ThisBranch />}
    </Frame>
  );
};

const Way = ({
  href,
  icon,
  title,
  detail,
}: {
  href: string;
  icon: IconName;
  title: string;
  detail: string;
}) => (
  <li>
    <a class="card way" href={href}>
      <Icon name={icon} />
      <span>
        <span class="strong">{title}</span>
        <span class="small soft">{detail}</span>
      </span>
      <Icon name="chevron-right" />
    </a>
  </li>
);

/** The branch whose node this is: where it stands, when it is open, whom to ring. */
const ThisBranch = () => {
  const branch = catalogue.value?.branches.find((row) => row.code === catalogue.value?.branchId);
  if (!branch) return null;
  return (
    <section class="card stack tight">
      <h2>{inLanguage(branch.name)}</h2>
      <a href={`/office/${branch.code}`}>{words.seeNow()}</a>
      <p class="fact-line">
        <Icon name="map-pin" />
        <span>{[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}</span>
      </p>
      <p class="fact-line">
        <Icon name="clock" />
        <span>{inLanguage(branch.hours)}</span>
      </p>
      {branch.phone && (
        <p class="fact-line">
          <Icon name="phone" />
          <a href={`tel:${branch.phone.replace(/[^\d+]/g, "")}`}>{branch.phone}</a>
        </p>
      )}
    </section>
  );
};

/** Headquarters takes appointments for every branch that has a node: straight to one of them. */
const BranchLinks = () => {
  const branches = (catalogue.value?.branches ?? []).filter((branch) => branch.online);
  if (branches.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>{words.branches()}</h2>
      <BranchList branches={branches}>
        {(some) => (
          <ul class="ways">
            {some.map((branch) => (
              <Way
                key={branch.code}
                href={`/office/${branch.code}`}
                icon="building-2"
                title={inLanguage(branch.name)}
                detail={branch.city}
              />
            ))}
          </ul>
        )}
      </BranchList>
    </section>
  );
};

export default HomePage;
