/** What a lane tells by itself, as an alarm that begins or one that is over: pure. */
import type { GateEvent } from "../../hardware/ports";
import type { AlarmName } from "./alarms";

export type LaneNews =
  | { readonly type: "begins"; readonly alarm: AlarmName }
  | { readonly type: "over"; readonly alarm: AlarmName }
  | { readonly type: "nothing" };

const begins = (alarm: AlarmName): LaneNews => ({ type: "begins", alarm });
const over = (alarm: AlarmName): LaneNews => ({ type: "over", alarm });
const nothing: LaneNews = { type: "nothing" };

/** Fire, button and key stay until an officer has seen them, also when they are over. */
export const newsOf = (event: GateEvent): LaneNews => {
  switch (event.type) {
    case "alarm":
      return begins(event.alarm);
    case "alarm_over":
      return over(event.alarm);
    case "fire":
      return begins("fire");
    case "manual":
      return event.on ? begins(event.by) : nothing;
    case "cabinet":
      return event.open ? begins("tamper") : nothing;
    case "mains":
      return event.ok ? over("on_battery") : begins("on_battery");
    case "fault":
      if (event.error.type === "SensorFault") return begins("sensor_fault");
      return event.error.type === "Misconfigured" ? begins("misconfigured") : nothing;
    case "reboot":
      return begins("reboot");
    case "offline":
      return begins("offline");
    case "online":
      return over("offline");
    case "passed":
      // The programme waits for the passages that it asked for.
      return event.seq === null ? begins("not_asked") : nothing;
    case "fire_over":
      return nothing;
  }
};
