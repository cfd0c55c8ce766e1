import { systemClock, systemRandom } from "../../sync/core/clock";

/**
 * A command's id, made when the person acts and sent as `Idempotency-Key`: a UUIDv7 (RFC 9562, 5.7). Sending it again
 * after a lost line does the thing once.
 */
export const newCommandId = (): string => {
  const bytes = systemRandom.bytes(10);
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70;
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80;
  const hex = (part: Uint8Array) => Array.from(part, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = systemClock.nowMs().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex(bytes.slice(0, 2))}-${hex(bytes.slice(2, 4))}-${hex(bytes.slice(4))}`;
};
