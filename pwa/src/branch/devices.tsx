import { useState } from "preact/hooks";
import type * as z from "zod";
import type { enrolledList } from "../../../server/identity/device.schema";
import type { Caller } from "../../../server/identity/session";
import { get } from "../api";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { dayAndClock } from "../words/staff-times";
import { clockTime } from "../words/when";
import { AddDevice } from "./devices-add";
import { RenameDevice, ShutOutDevice } from "./devices-change";
import { devicesWords as words } from "./devices-words";

export type EnrolledDevice = z.infer<typeof enrolledList>["items"][number];

/** How often the list is asked for: a device that stands there is seen once a minute. */
const lookMs = 15_000;
/** While somebody holds a code to a screen and waits. */
const lookMsSoon = 2_000;

type Asking =
  | { readonly what: "add" }
  | { readonly what: "rename" | "shutOut"; readonly device: EnrolledDevice };

/** The kiosks and displays of the hall: what stands where, and the way in and out for each. */
export const Devices = ({ as }: { as: Caller }) => {
  const [asking, setAsking] = useState<Asking>();
  const { value, problem, again } = useAsked(
    () => get<{ items: readonly EnrolledDevice[] }>("/devices/enrolled", { as }),
    { everyMs: asking?.what === "add" ? lookMsSoon : lookMs },
  );
  const devices = value?.items;
  const close = () => setAsking(undefined);
  const done = (text: string) => {
    close();
    toast(text);
    void again();
  };
  const inUse = devices?.filter(({ state }) => state === "active") ?? [];
  const shutOut = devices?.filter(({ state }) => state === "revoked") ?? [];
  return (
    <section class="card stack tight">
      <h2>{words.title()}</h2>
      {/* Whoever is signed out is told so by the page itself. */}
      {problem && problem.status !== 401 && <ProblemBand problem={problem} onRetry={() => void again()} />}
      {devices && inUse.length === 0 && <p class="soft">{words.none()}</p>}
      <ul class="devices">
        {inUse.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            onRename={() => setAsking({ what: "rename", device })}
            onShutOut={() => setAsking({ what: "shutOut", device })}
          />
        ))}
      </ul>
      {shutOut.length > 0 && (
        <details class="disclosure">
          <summary>
            {words.shutOutCount({ count: shutOut.length })}
            <Icon name="chevron-down" />
          </summary>
          <ul class="devices">
            {shutOut.map((device) => (
              <DeviceRow key={device.id} device={device} />
            ))}
          </ul>
        </details>
      )}
      <Button icon="plus" wide onClick={() => setAsking({ what: "add" })}>
        {words.add()}
      </Button>
      {asking?.what === "add" && (
        <AddDevice
          as={as}
          devices={devices ?? []}
          onClose={close}
          onIn={(name) => done(words.isIn({ name }))}
        />
      )}
      {asking?.what === "rename" && (
        <RenameDevice as={as} device={asking.device} onClose={close} onDone={done} />
      )}
      {asking?.what === "shutOut" && (
        <ShutOutDevice as={as} device={asking.device} onClose={close} onDone={done} />
      )}
    </section>
  );
};

const DeviceRow = ({
  device,
  onRename,
  onShutOut,
}: {
  device: EnrolledDevice;
  onRename?: () => void;
  onShutOut?: () => void;
}) => {
  const { name, kind, by, enrolledAtMs, seenAtMs, state } = device;
  const time = dayAndClock(enrolledAtMs);
  return (
    <li>
      <div class="device-what">
        <span class="strong">{name}</span>
        <Tag icon={state === "active" ? "circle-check" : "circle-off"}>{words[kind]()}</Tag>
      </div>
      {onRename && onShutOut && (
        <div class="device-acts">
          <Button icon="pencil" label={words.rename({ name })} onClick={onRename} />
          <Button label={words.shutOutTitle({ name })} onClick={onShutOut}>
            {words.shutOut()}
          </Button>
        </div>
      )}
      <div class="device-when small soft">
        {state === "active" && (
          <div>{seenAtMs === null ? words.notSeen() : words.seenAt({ time: clockTime(seenAtMs) })}</div>
        )}
        {by === null ? words.enrolledAt({ time }) : words.enrolledBy({ name: by, time })}
      </div>
    </li>
  );
};
