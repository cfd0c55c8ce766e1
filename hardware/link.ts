/**
 * One owner's line to a device that takes one client at a time: it connects, keeps the line, and connects again after
 * every break until closed. It carries bytes and understands none.
 */
export interface Link {
  /** For messages to people: "192.168.10.5:9100". */
  readonly address: string;
  open(handlers: LinkHandlers): void;
  /** Queues bytes for the operating system. That it takes them says nothing about the device: measured, 2.6 MB "sent" to a stopped one. */
  write(bytes: Uint8Array): void;
  /** Breaks a line that is open and useless, so that it is made anew. */
  drop(cause: string): void;
  close(): Promise<void>;
}

export interface LinkHandlers {
  up(): void;
  data(packet: Uint8Array): void;
  /** The line was lost (`connected`) or could not be made. Called once for each attempt. */
  down(connected: boolean, cause: string): void;
}
