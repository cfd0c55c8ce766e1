/** The scanners and document readers of this node: one driver each, from the configuration to whoever listens at its place. */
import type { DocumentReader, ReaderStatus, Scanner } from "../../hardware/ports";
import { httpReader } from "../../hardware/reader/http-reader";
import { linkReader } from "../../hardware/reader/link-reader";
import { linkScanner } from "../../hardware/scanner/link-scanner";
import { serialLink } from "../../hardware/serial-link";
import { tcpLink } from "../../hardware/tcp-link";
import { type Timers, systemTimers } from "../../sync/core/timers";
import type { Config } from "../config";
import type { Deps } from "../deps";
import { isKiosk } from "./reads";

type ReaderSettings = Config["readers"][number];
type ScannerSettings = Config["scanners"][number];
type ReadersDeps = Pick<Deps, "connected" | "live" | "newId" | "reads">;

/** Starts them all, and lists them with the devices. What a kiosk's own reader saw goes to that kiosk's page (topic `reads`). */
export const startReaders = (
  { connected, live, newId, reads }: ReadersDeps,
  { scanners, readers }: Pick<Config, "scanners" | "readers">,
  timers: Timers = systemTimers,
): { stop(): Promise<void> } => {
  const started = [
    ...scanners.map((settings) => {
      const scanner = linkScanner({ link: linkOf(settings, timers), timers });
      scanner.onScan((scan) => {
        reads.tellScan(settings.for, scan, newId());
        tellPage(settings.for);
      });
      return begin("scanner", settings, scanner);
    }),
    ...readers.map((settings) => {
      const reader = readerOf(settings);
      reader.onRead((read) => {
        reads.tellRead(settings.for, read);
        tellPage(settings.for);
      });
      return begin("reader", settings, reader);
    }),
  ];
  return { stop: async () => void (await Promise.all(started.map((one) => one.stop()))) };

  function readerOf(settings: ReaderSettings): DocumentReader {
    if (settings.url !== undefined) return httpReader({ url: settings.url, timers });
    return linkReader({ link: linkOf(settings, timers), timers, newId });
  }

  function begin(
    kind: "scanner" | "reader",
    { id, name, model, serial, for: place }: ScannerSettings,
    device: Scanner | DocumentReader,
  ): Scanner | DocumentReader {
    reads.stand(place, kind);
    connected.add({
      id,
      kind,
      name,
      ...(model === undefined ? {} : { model }),
      ...(serial === undefined ? {} : { path: serial }),
      status: () => shown(device.status()),
    });
    device.onChange(() => live.touch("devices"));
    device.start();
    return device;
  }

  function tellPage(place: string): void {
    if (isKiosk(place)) live.touch("reads");
  }
};

/** The configuration says one of the ways: `server/config-readers.ts`. */
const linkOf = ({ host, port, serial, baud }: ScannerSettings, timers: Timers) =>
  serial === undefined
    ? tcpLink({ host: host ?? "", port: port ?? 0, timers })
    : serialLink({ path: serial, baud, flow: "none", timers });

const shown = ({ online, error, lastSeenMs }: ReaderStatus) => ({
  online,
  error: error?.type ?? null,
  lastSeenMs,
});
