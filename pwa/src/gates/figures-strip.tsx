import { get } from "../api";
import { useAsked } from "../ui/asked";
import { Icon } from "../ui/icon";
import { as } from "./gates";
import type { Figures, Gates } from "./gates-types";
import { secondsOf } from "./seconds";
import { gatesWords as words } from "./words";

/** How often the day's figures are asked for: they change slowly. */
const lookMs = 30_000;

/** How the hall does: seconds in the lane against what was promised, our share of them, how many, and how many see an officer. */
export const FiguresStrip = ({ lastHour }: { lastHour: Gates["lastHour"] }) => {
  const { value: figures } = useAsked(() => get<Figures>("/gates/figures", { as }), { everyMs: lookMs });
  if (!figures) return null;
  const { targets, rows } = figures;
  const all = rows.find(({ by }) => by === "all");
  const unusual = rows.filter((row) => row.unusual).length;
  return (
    <dl class="gates-figures">
      <Timed
        name={words.qr()}
        detail={words.half90()}
        times={[all?.qrP50Ms, all?.qrP90Ms]}
        targetMs={targets.qrMs}
      />
      <Timed
        name={words.passport()}
        detail={words.half90()}
        times={[all?.passportP50Ms, all?.passportP90Ms]}
        targetMs={targets.passportMs}
      />
      <Timed
        name={words.ownShare()}
        detail={words.own99()}
        times={[all?.ownP99Ms]}
        targetMs={targets.ownMs}
      />
      <div>
        <dt>{words.lastHour()}</dt>
        <dd>
          <span class="figures">{lastHour.passed}</span>{" "}
          <span class="small soft">{words.lastHourOf({ referred: lastHour.referred })}</span>
        </dd>
      </div>
      <div>
        <dt>{words.referralRate()}</dt>
        <dd>
          <span class="figures">{all ? `${(all.referralRate * 100).toFixed(1)} %` : "–"}</span>{" "}
          {unusual > 0 ? (
            <a class="small over" href="/gates/figures">
              <Icon name="triangle-alert" /> {words.unusual({ count: unusual })}
            </a>
          ) : (
            <span class="small soft">{words.ofTravellers({ count: all?.travellers ?? 0 })}</span>
          )}
        </dd>
      </div>
    </dl>
  );
};

const Timed = ({
  name,
  detail,
  times,
  targetMs,
}: {
  name: string;
  /** What the figures are. */
  detail: string;
  times: readonly (number | null | undefined)[];
  targetMs: number;
}) => {
  const known = times.flatMap((ms) => (ms === null || ms === undefined ? [] : [ms]));
  const isOver = known.some((ms) => ms > targetMs);
  const seconds = secondsOf(targetMs);
  return (
    <div>
      <dt>
        {name} <span class="quiet">{detail}</span>
      </dt>
      <dd>
        <span class="figures">{known.length === 0 ? "–" : `${known.map(secondsOf).join(" / ")} s`}</span>{" "}
        <span class={isOver ? "small over" : "small soft"}>
          {isOver && <Icon name="clock-alert" />}{" "}
          {isOver ? words.overTarget({ seconds }) : words.target({ seconds })}
        </span>
      </dd>
    </div>
  );
};
