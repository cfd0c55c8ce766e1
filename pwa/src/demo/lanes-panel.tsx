import { useState } from "preact/hooks";
import { Button } from "../ui/button";
import { SelectField } from "../ui/field";
import { inLanguage } from "../words/language";
import type { LaneSwitch, RoomGates } from "./room";
import { Segments } from "./switches";
import { demoWords as words } from "./words";

/** The gate lanes of a demo branch: somebody lays a passport down there or at the kiosk, walks through, or something goes wrong. */
export const LanesPanel = ({
  gates,
  onLane,
  onKiosk,
  onService,
}: {
  gates: RoomGates;
  onLane: (lane: string, what: LaneSwitch, value: string) => void;
  onKiosk: (traveller: string) => void;
  onService: (service: "registry" | "matcher", value: string) => void;
}) => {
  const [laneId, setLane] = useState(gates.lanes[0]?.id ?? "");
  const [travellerId, setTraveller] = useState(gates.travellers[0]?.id ?? "");
  const lane = gates.lanes.find(({ id }) => id === laneId);
  const traveller = gates.travellers.find(({ id }) => id === travellerId);
  if (!lane || !traveller) return null;
  return (
    <div class="stack">
      <h3>{words.lanes()}</h3>
      <div class="demo-rights-of">
        <SelectField
          label={words.lane()}
          value={laneId}
          onValue={setLane}
          options={gates.lanes.map(({ id, name, state }) => ({ value: id, label: `${name} · ${state}` }))}
        />
        <SelectField
          label={words.traveller()}
          value={travellerId}
          onValue={setTraveller}
          options={gates.travellers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <p class="small soft">
        {inLanguage(traveller.what)} · {words.passport({ number: traveller.number })}
      </p>
      <div class="demo-lay">
        <Button onClick={() => onLane(laneId, "lay", travellerId)}>{words.lay()}</Button>
        <Button onClick={() => onKiosk(travellerId)}>{words.layAtKiosk()}</Button>
      </div>
      <p class="small soft">{words.kioskHint()}</p>
      <div class="demo-switches">
        <Segments
          id={`${gates.branch}-walk`}
          label={words.walk()}
          now={lane.walks}
          values={[
            { value: "one", label: words.walkOne() },
            { value: "tailgater", label: words.walkTwo() },
            { value: "nobody", label: words.walkNobody() },
          ]}
          onPick={(value) => onLane(laneId, "walk", value)}
        />
        <Segments
          id={`${gates.branch}-fire`}
          label={words.fire()}
          now={lane.fire ? "on" : "off"}
          values={[
            { value: "off", label: words.quiet() },
            { value: "on", label: words.alarm() },
          ]}
          onPick={(value) => onLane(laneId, "fire", value)}
        />
        <Segments
          id={`${gates.branch}-lane-power`}
          label={words.power()}
          now={lane.powered ? "on" : "off"}
          values={[
            { value: "on", label: words.on() },
            { value: "off", label: words.off() },
          ]}
          onPick={(value) => onLane(laneId, "power", value)}
        />
        <Segments
          id={`${gates.branch}-registry`}
          label={words.registry()}
          now={gates.registry}
          values={[
            { value: "well", label: words.answers() },
            { value: "hang", label: words.hangs() },
            { value: "down", label: words.down() },
          ]}
          onPick={(value) => onService("registry", value)}
        />
        <Segments
          id={`${gates.branch}-matcher`}
          label={words.matcher()}
          now={gates.matcher}
          values={[
            { value: "well", label: words.answers() },
            { value: "hang", label: words.hangs() },
            { value: "down", label: words.down() },
          ]}
          onPick={(value) => onService("matcher", value)}
        />
      </div>
    </div>
  );
};
