/** Signs a node's requests to its HQ, and keeps how far HQ's clock is from this one's. */
import type { Clock, Random } from "./core/clock";
import { err, type Result } from "./core/result";
import type { DoorRefusal } from "./door";
import { authorize, type Sign } from "./request-signing";
import type { TransportError } from "./transport";

export interface Caller {
  readonly alias: number;
  readonly sign: Sign;
  /** HQ did not believe the signature: whether there is another key, with which `sign` signs from now on (`own-keys.ts`). */
  readonly otherwise?: (() => boolean) | undefined;
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT";
  readonly target: string;
  readonly bodyHash: string;
}

export class SignedCalls {
  /** What to add to this node's clock to have HQ's: a branch whose clock is a year off must still sync. */
  private offsetMs = 0;

  constructor(
    private readonly deps: {
      readonly self: Caller;
      /** HQ's alias. */
      readonly audience: number;
      readonly clock: Clock;
      readonly random: Random;
    },
  ) {}

  /**
   * Sends a call; once more when HQ does not believe its time, signed with HQ's. Also once more when HQ has heard it already: the
   * layers below may have sent it twice and lost the first answer, and every call may be said again. And with the other key, where
   * this node has asked for new ones and not heard whether it got them.
   */
  async make<T>(
    call: Call,
    send: (authorization: string) => Promise<Result<T, TransportError | DoorRefusal>>,
  ): Promise<Result<T, TransportError>> {
    let first = await this.tryOnce(call, send);
    if (!first.ok && isDisbelieved(first.error) && this.deps.self.otherwise?.())
      first = await this.tryOnce(call, send);
    if (first.ok || !isWorthAnother(first.error)) return first as Result<T, TransportError>;
    const second = await this.tryOnce(call, send);
    if (second.ok || second.error.type !== "WrongTime") return second as Result<T, TransportError>;
    return err({ type: "ClockOff", offsetMs: this.offsetMs });
  }

  private async tryOnce<T>(
    call: Call,
    send: (authorization: string) => Promise<Result<T, TransportError | DoorRefusal>>,
  ): Promise<Result<T, TransportError | DoorRefusal>> {
    const { self, audience, clock, random } = this.deps;
    const answered = await send(
      authorize(
        {
          ...call,
          alias: self.alias,
          audience,
          timeMs: Math.max(0, Math.round(clock.nowMs() + this.offsetMs)),
          nonce: Buffer.from(random.bytes(16)).toString("base64url"),
        },
        self.sign,
      ),
    );
    if (!answered.ok && answered.error.type === "WrongTime")
      this.offsetMs = answered.error.nowMs - clock.nowMs();
    return answered;
  }
}

const isWorthAnother = (error: TransportError | DoorRefusal): boolean =>
  error.type === "WrongTime" || (error.type === "Refused" && error.code === "replayed");

const isDisbelieved = (error: TransportError | DoorRefusal): boolean =>
  error.type === "Refused" && error.code === "bad_signature";
