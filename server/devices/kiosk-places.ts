import { deviceHere } from "../identity/device.usecase";
import type { Place } from "./reads";

/** Where readers and scanners of a kiosk say that they stand: its id, or the name it was enrolled by; none for anything else. */
export const placesOfKiosk = (here: Parameters<typeof deviceHere>[0], id: string): readonly Place[] => {
  const device = deviceHere(here, id);
  return device?.kind === "kiosk" ? [`kiosk:${id}`, `kiosk:${device.name}`] : [];
};
