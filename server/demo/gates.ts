/**
 * What stands at the gate lanes of a demo branch: emulated controllers on real Modbus, document readers, a face matcher and the
 * immigration registry, each a service of its own that the demo room disturbs; and the document reader of its kiosk.
 */
import { type GateEmulator, startGateEmulator } from "../../hardware/emulator/gate";
import type { Walker } from "../../hardware/emulator/gate-lane";
import { type MatcherSimulator, startMatcherSimulator } from "../../hardware/emulator/matcher";
import { type ReaderSimulator, startReaderSimulator } from "../../hardware/emulator/reader";
import type { LocalDate } from "../../sync/core/local-date";
import { type Timers, systemTimers } from "../../sync/core/timers";
import { utcToLocal } from "../calendar/time-zone";
import { startRegistrySimulator } from "../screening/simulator";
import { demoDevices } from "./staff";
import { type DemoTraveller, demoTravellers } from "./travellers";

/** The demo's lanes: two ways over a border, one lane of them wide, and the entrance of the branch itself. */
const lanes = [
  { id: "in-1", name: "Lorong 1", purpose: "border", direction: "in", wide: false },
  { id: "in-2", name: "Lorong 2", purpose: "border", direction: "in", wide: true },
  { id: "out-1", name: "Lorong 3", purpose: "border", direction: "out", wide: false },
  { id: "out-2", name: "Lorong 4", purpose: "border", direction: "out", wide: false },
  { id: "entrance", name: "Pintu cawangan", purpose: "entrance", direction: "in", wide: false },
] as const;

type Walks = "one" | "tailgater" | "nobody";
type Mood = "well" | "hang" | "down";

/** What the demo's matcher is given to compare with: the start and end of a picture, since nobody looks at it. */
const chipFace = Buffer.from("ffd8fffeffd9", "hex");

interface DemoLane {
  readonly setup: (typeof lanes)[number];
  readonly emulator: GateEmulator;
  readonly reader: ReaderSimulator;
  walks: Walks;
  fire: boolean;
}

export interface DemoGates {
  /** Sections of `sto.toml` that name all of it. */
  readonly configLines: readonly string[];
  /** As the demo room shows it. */
  state(): object;
  /** False: there is no such lane, switch or value. */
  turnLane(lane: string, what: string, value: string): Promise<boolean>;
  turnService(service: string, value: string): Promise<boolean>;
  /** A traveller lays their passport on the kiosk's reader. False: there is no such traveller. */
  layAtKiosk(traveller: string): boolean;
  close(): Promise<void>;
}

/** How long somebody takes to notice that the lane is open. */
const noticeMs = 900;
const zone = "Asia/Kuala_Lumpur";

/** `node`: of the demo branch that they belong to. */
export const startDemoGates = async (node: string, timers: Timers = systemTimers): Promise<DemoGates> => {
  const today = (): LocalDate => utcToLocal(zone, timers.nowMs()).date;
  const matcher: MatcherSimulator = await startMatcherSimulator();
  const registry = startRegistrySimulator({ port: 0, seed: `demo ${node}`, timers });
  const kioskReader = await startReaderSimulator({ timers });
  const moods: { [service: string]: Mood } = { registry: "well", matcher: "well" };
  const standing = await Promise.all(
    lanes.map(async (setup): Promise<DemoLane> => {
      const emulator = await startGateEmulator({ timers });
      const lane: DemoLane = {
        setup,
        emulator,
        reader: await startReaderSimulator({ timers }),
        walks: "one",
        fire: false,
      };
      walkWhenOpen(lane, timers);
      return lane;
    }),
  );
  const laneOf = (id: string) => standing.find(({ setup }) => setup.id === id);

  const travellerOf = (id: string) => demoTravellers(today()).find((each) => each.id === id);
  const layAtLane = (lane: DemoLane, id: string): boolean => {
    const found = travellerOf(id);
    if (!found) return false;
    matcher.setMood(moods["matcher"] === "hang" ? "stall" : found.face, lane.setup.id);
    lay(lane.reader, found);
    return true;
  };

  return {
    configLines: configOf(standing, kioskReader.url, matcher.url, {
      url: registry.urlOf("imi"),
      key: registry.publicKeyOf("imi"),
    }),
    state: () => ({
      branch: node,
      registry: moods["registry"],
      matcher: moods["matcher"],
      travellers: demoTravellers(today()).map(({ id, name, number, what }) => ({ id, name, number, what })),
      lanes: standing.map(({ setup, emulator, walks, fire }) => ({
        id: setup.id,
        name: setup.name,
        state: emulator.reading().state,
        walks,
        fire,
        powered: emulator.powered,
      })),
    }),
    turnLane: async (id, what, value) => {
      const lane = laneOf(id);
      if (!lane) return false;
      if (what === "lay") return layAtLane(lane, value);
      if (what === "walk" && isOneOf(value, ["one", "tailgater", "nobody"])) lane.walks = value;
      else if (what === "fire" && isOneOf(value, ["on", "off"])) {
        lane.fire = value === "on";
        lane.emulator.fire(lane.fire);
      } else if (what === "power" && isOneOf(value, ["on", "off"])) await lane.emulator.power(value === "on");
      else return false;
      return true;
    },
    turnService: async (service, value) => {
      if (!isOneOf(value, ["well", "hang", "down"])) return false;
      if (service === "registry")
        registry.set("imi", { well: "up", hang: "stalled", down: "down" }[value] as "up");
      else if (service === "matcher") {
        if ((moods["matcher"] === "down") !== (value === "down")) await matcher.power(value !== "down");
        matcher.setMood(value === "hang" ? "stall" : "match");
      } else return false;
      moods[service] = value;
      return true;
    },
    layAtKiosk: (id) => {
      const found = travellerOf(id);
      if (found) lay(kioskReader, found);
      return found !== undefined;
    },
    close: async () => {
      await kioskReader.close();
      for (const { emulator, reader } of standing) {
        await emulator.close();
        await reader.close();
      }
      await matcher.close();
      await registry.stop();
    },
  };
};

const lay = (reader: ReaderSimulator, { mrz, chip }: DemoTraveller): void =>
  reader.lay({ mrz, chip, face: chip === "ok" ? chipFace : null });

/** Whoever stands before a lane walks when it opens, as the demo room says. */
const walkWhenOpen = (lane: DemoLane, timers: Timers): void => {
  let isOpen = false;
  lane.emulator.onChange(() => {
    const opensNow = lane.emulator.reading().state === "entry_open";
    if (opensNow && !isOpen && lane.walks !== "nobody") {
      const walker: Walker = lane.walks;
      timers.after(noticeMs, () => lane.emulator.person(walker));
    }
    isOpen = opensNow;
  });
};

const configOf = (
  standing: readonly DemoLane[],
  kioskReaderUrl: string,
  matcherUrl: string,
  registry: { readonly url: string; readonly key: string },
): readonly string[] => [
  ...standing.flatMap(({ setup, emulator, reader }) => [
    "",
    "[[lanes]]",
    `id = "${setup.id}"`,
    `name = "${setup.name}"`,
    `purpose = "${setup.purpose}"`,
    `direction = "${setup.direction}"`,
    `wide = ${setup.wide}`,
    'host = "127.0.0.1"',
    `port = ${emulator.port}`,
    'profile = "controller"',
    "",
    "[[readers]]",
    `id = "reader-${setup.id}"`,
    `name = "Pembaca ${setup.name}"`,
    `for = "${setup.id}"`,
    `url = "${reader.url}"`,
  ]),
  "",
  "[[readers]]",
  'id = "reader-kiosk"',
  `name = "Pembaca ${demoDevices.kiosk}"`,
  `for = "kiosk:${demoDevices.kiosk}"`,
  `url = "${kioskReaderUrl}"`,
  "",
  "[matcher]",
  `url = "${matcherUrl}"`,
  "",
  "[[registries]]",
  'id = "imi"',
  `url = "${registry.url}"`,
  `key = "${registry.key}"`,
];

const isOneOf = <T extends string>(value: string, known: readonly T[]): value is T =>
  known.some((each) => each === value);
