/** What scanners and document readers tell, by the place where they stand: lanes listen, a kiosk's own page shows it. */
import type { DocumentRead, Scan } from "../../hardware/ports";

/** A lane's id, or `kiosk:` with the name or id of an enrolled kiosk. */
export type Place = string;

/** A read for the page of one kiosk: it becomes what the same lines are from a scanner that pretends to be a keyboard. */
export interface KioskRead {
  readonly id: string;
  /** As read; none where the reader found no zone on the document. */
  readonly lines: readonly string[];
  readonly atMs: number;
}

/** Who stands at a kiosk with a document that was read there may act with it for so long. */
export const heldMs = 3 * 60_000;

/** A page that comes later than this shows it to nobody: whoever held the document may have gone. */
export const kioskReadMs = 10_000;

export class Reads {
  private readonly reading = new Map<Place, Set<(read: DocumentRead) => void>>();
  private readonly scanning = new Map<Place, Set<(scan: Scan) => void>>();
  private readonly latest = new Map<Place, KioskRead>();
  private readonly held = new Map<Place, { readonly zone: string; readonly atMs: number }>();
  private readonly places = new Set<Place>();
  private readonly documentPlaces = new Set<Place>();

  /** Something that reads stands here. */
  stand(place: Place, kind: "scanner" | "reader"): void {
    this.places.add(place);
    if (kind === "reader") this.documentPlaces.add(place);
  }

  /** A document reader of this node stands at one of these places. */
  readsDocuments(places: readonly Place[]): boolean {
    return places.some((place) => this.documentPlaces.has(place));
  }

  /** The last document that a reader saw at one of these places was this one, and not long ago. */
  isHeld(places: readonly Place[], lines: readonly string[], nowMs: number): boolean {
    for (const [place, { atMs }] of this.held) if (nowMs - atMs > heldMs) this.held.delete(place);
    return places.some((place) => this.held.get(place)?.zone === lines.join("\n"));
  }

  get atKiosks(): boolean {
    return [...this.places].some(isKiosk);
  }

  /** Documents laid on a reader of this place, until the returned function is called. */
  onRead(place: Place, listener: (read: DocumentRead) => void): () => void {
    return listenAt(this.reading, place, listener);
  }

  /** Codes held to a scanner of this place. */
  onScan(place: Place, listener: (scan: Scan) => void): () => void {
    return listenAt(this.scanning, place, listener);
  }

  tellRead(place: Place, read: DocumentRead): void {
    if (isKiosk(place)) {
      this.latest.set(place, { id: read.id, lines: read.mrz, atMs: read.atMs });
      // A chip that is not of its document: nobody holds anything that counts.
      if (read.chip === "failed") this.held.delete(place);
      else this.held.set(place, { zone: read.mrz.join("\n"), atMs: read.atMs });
    }
    for (const listener of this.reading.get(place) ?? []) listener(read);
  }

  tellScan(place: Place, scan: Scan, id: string): void {
    if (isKiosk(place)) this.latest.set(place, { id, lines: scan.text.split("\n"), atMs: scan.atMs });
    for (const listener of this.scanning.get(place) ?? []) listener(scan);
  }

  /** The last read at a kiosk, while its holder may still stand there; forgotten then. */
  latestAt(places: readonly Place[], nowMs: number): KioskRead | null {
    for (const [place, { atMs }] of this.latest) if (nowMs - atMs > kioskReadMs) this.latest.delete(place);
    const found = places.flatMap((place) => this.latest.get(place) ?? []);
    return found.toSorted((one, other) => other.atMs - one.atMs)[0] ?? null;
  }
}

export const isKiosk = (place: Place): boolean => place.startsWith("kiosk:");

const listenAt = <T>(
  listeners: Map<Place, Set<(told: T) => void>>,
  place: Place,
  listener: (told: T) => void,
): (() => void) => {
  const here = listeners.get(place) ?? new Set();
  listeners.set(place, here.add(listener));
  return () => here.delete(listener);
};
