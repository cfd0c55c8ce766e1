/** What every channel keeps, whatever it speaks: one suite, run over each. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import type { Channel, Outgoing } from "./channel";

export const never = new AbortController().signal;

export const sms = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: "01a20692-2609-7de3-82b7-a03a38627bcf",
  purpose: "code",
  to: "+60123456789",
  subject: "",
  body: "STO: Kod 00012345 untuk sahkan temujanji.",
  atMs: 1_800_000_000_000,
  untilMs: null,
  ...more,
});

export const email = (more: Partial<Outgoing> = {}): Outgoing =>
  sms({ to: "siti@example.com", subject: "STO: Kod anda", ...more });

export const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "sto-notify-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

export interface ChannelUnderTest {
  readonly channel: Channel;
  /** Who was written to, once for each message that a person would see. */
  readonly received: () => Promise<readonly { readonly to: string; readonly text: string }[]>;
}

export const keepsTheContract = (
  name: string,
  message: (more?: Partial<Outgoing>) => Outgoing,
  setup: () => Promise<ChannelUnderTest>,
): void => {
  describe(name, () => {
    test("hands a message over whole", async () => {
      const { channel, received } = await setup();
      orThrow(await channel.send(message(), never));
      expect(await received()).toEqual([
        { to: message().to, text: expect.stringContaining("STO: Kod 00012345 untuk sahkan temujanji.") },
      ]);
    });

    test("shows one message to a person when the same one is tried twice", async () => {
      const { channel, received } = await setup();
      orThrow(await channel.send(message(), never));
      orThrow(await channel.send(message(), never));
      expect(await received()).toHaveLength(1);
    });

    test.each([
      { to: `${message().to}\r\nBcc: mallory@example.com` },
      { to: `${message().to}\n` },
      { to: "" },
      { to: `${message().to},mallory@example.com` },
      { subject: "STO\r\nBcc: mallory@example.com" },
      { subject: "STO\n" },
    ])("refuses a header field that could carry another message: %j", async (more) => {
      const { channel, received } = await setup();
      const field = "to" in more ? "to" : "subject";
      expect(await channel.send(message(more), never)).toEqual({
        ok: false,
        error: { type: "BrokenField", field },
      });
      expect(await received()).toEqual([]);
    });
  });
};
