/** Every device that is known, as data: what it is, how it is reached, what is odd about it, and where that was seen. */
import { gateModels } from "./gate/models";
import { drawsFor, type PrinterModel, printerModels } from "./printer/models";
import { type ReaderModel, readerModels } from "./reader/models";

export interface DeviceModel {
  readonly kind: "printer" | "scanner" | "reader" | "lane";
  /** As the configuration names it. */
  readonly id: string;
  readonly name: string;
  readonly transports: readonly string[];
  readonly quirks: readonly string[];
  /** Where it was seen; "not tried" where nobody had one in hand. */
  readonly seen: string;
}

const ofPrinter = (model: PrinterModel): DeviceModel => ({
  kind: "printer",
  id: model.id,
  name: model.name,
  transports: model.transports,
  quirks: [
    ...(model.confirmation === "probe" ? ["how it confirms is found out at the start"] : []),
    ...(drawsFor(model, null) === "text" ? [`${model.widthPx} dots across: tickets as text`] : []),
    ...(model.qr ? [] : ["draws no QR codes of its own"]),
    ...(model.bufferBytes === null ? [] : [`takes in ${model.bufferBytes} bytes ahead`]),
    ...(model.speedMmPerSecond === null ? [] : [`${model.speedMmPerSecond} mm a second`]),
  ],
  seen: model.seen,
});

const ofReader = ({ kind, id, maker, name, speaks, baud, quirks, seen }: ReaderModel): DeviceModel => ({
  kind,
  id,
  name: maker === "any" ? name : `${maker} ${name}`,
  transports: [speaks],
  quirks: [...(baud === undefined ? [] : [`${baud} bits a second unless told otherwise`]), ...quirks],
  seen,
});

export const deviceModels: readonly DeviceModel[] = [
  ...printerModels.map(ofPrinter),
  ...readerModels.map(ofReader),
  ...gateModels,
];

/** The name people know it by; the id where the table has none. */
export const modelName = (id: string): string => deviceModels.find((model) => model.id === id)?.name ?? id;
