import { useEffect, useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { listen, type Live } from "../live";
import { loadCatalogue } from "../node";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import type { IconName } from "../ui/icons";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { dayAndClock } from "../words/staff-times";
import { PrinterCard } from "./printer-card";
import type { DeviceList } from "./printer-state";
import { devicesWords as words } from "./words";

/** `/devices`: the printers of the branch, what else is fastened to it, and what nobody configured. */
const DevicesPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["officer", "supervisor", "branch_admin"]}>
      {(staff) => <AllDevices staff={staff} />}
    </SignedIn>
  );
};

export default DevicesPage;

const AllDevices = ({ staff: { name, role } }: { staff: Staff }) => {
  const [devices, setDevices] = useState<DeviceList>();
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const line = listen(
      ["devices"],
      (_topic, data) => {
        if (data !== null) setDevices(data as DeviceList);
      },
      { as: "staff" },
    );
    setLive(line);
    return () => line.close();
  }, []);
  const isCut = live !== undefined && live.heardAtMs.value !== 0 && !live.connected.value;
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={name} />
      <main id="content" class="branch-main">
        <div class="row">
          {role === "officer" ? (
            <Button kind="quiet" icon="arrow-left" href="/counter">
              {words.toCounter()}
            </Button>
          ) : (
            <Button kind="quiet" icon="arrow-left" href="/branch">
              {words.toBranch()}
            </Button>
          )}
        </div>
        <PageTitle name={words.pageName()}>{words.pageName()}</PageTitle>
        {isCut && (
          <Band icon="wifi-off" alert>
            {words.stale()}
          </Band>
        )}
        {!devices && <Loading />}
        {devices?.items.length === 0 && <p class="soft">{words.noPrinters()}</p>}
        {devices && (
          <div class="device-cards">
            {devices.items.map((printer) => (
              <PrinterCard key={printer.id} printer={printer} />
            ))}
            {devices.others.length > 0 && <Others others={devices.others} />}
            {devices.found.length > 0 && <Found found={devices.found} />}
          </div>
        )}
      </main>
    </div>
  );
};

type Other = DeviceList["others"][number];

const iconOf: Readonly<Record<Other["kind"], IconName>> = {
  scanner: "qr-code",
  reader: "id-card",
  fingerprint: "user",
  lane: "arrow-left-right",
};

const Others = ({ others }: { others: readonly Other[] }) => (
  <section class="card stack tight">
    <h2>{words.others()}</h2>
    <ul class="device-papers">
      {others.map((device) => (
        <li key={`${device.kind} ${device.id}`} class="row apart">
          <span>
            <strong>{device.name}</strong>{" "}
            <span class="small soft">
              {[words[device.kind](), device.model, seenText(device)].filter(Boolean).join(" · ")}
            </span>
          </span>
          <OtherState device={device} />
        </li>
      ))}
    </ul>
  </section>
);

const seenText = ({ lastSeenMs }: Other): string | null =>
  lastSeenMs === null ? null : `${words.lastHeard()} ${dayAndClock(lastSeenMs)}`;

const OtherState = ({ device: { online, error, kind } }: { device: Other }) => {
  if (!online)
    return (
      <Tag tone="danger" icon="cloud-off">
        {words.silentDevice()}
      </Tag>
    );
  return error === null ? (
    <Tag tone="success" icon={iconOf[kind]}>
      {words.answers()}
    </Tag>
  ) : (
    <Tag tone="warning" icon="triangle-alert">
      {words.troubled()}
    </Tag>
  );
};

const Found = ({ found }: { found: DeviceList["found"] }) => (
  <section class="card stack tight">
    <h2>{words.found()}</h2>
    <p class="soft">{words.foundHow()}</p>
    <ul class="device-papers">
      {found.map(({ kind, path }) => (
        <li key={path}>
          <strong>{words[kind]()}</strong> <span class="figures">{path}</span>
        </li>
      ))}
    </ul>
  </section>
);
