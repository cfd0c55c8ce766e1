/**
 * A node's own keys while it runs: those that are believed now and, between the asking for new ones and headquarters' word, the new
 * ones as well. Whoever signs or opens something asks here at that moment.
 */
import { openBox } from "./box";
import type { Credentials } from "./credentials";
import type { RosterNode } from "./peer-port";
import { ed25519Signer, type Sign } from "./request-signing";
import { publicKeysOf } from "./public-keys";

export type NodeSeeds = Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">;
export type PublicKeys = Pick<RosterNode, "logKey" | "slipKey" | "boxKey">;

/** Keys that were made and are not believed yet. */
export interface ComingKeys {
  readonly seeds: NodeSeeds;
  /** Puts them in the place of the others on disk; durable when it returns. */
  readonly keep: () => void;
}

const made = (seeds: NodeSeeds) => ({
  seeds,
  keys: publicKeysOf(seeds),
  sign: ed25519Signer(seeds.logSeed).sign,
  signSlip: ed25519Signer(seeds.slipSeed).sign,
});

export class OwnKeys {
  private now: ReturnType<typeof made>;
  private next: ReturnType<typeof made> | undefined;
  private speaksAsNext = false;

  constructor(
    seeds: NodeSeeds,
    private readonly coming?: ComingKeys,
  ) {
    this.now = made(seeds);
    this.next = coming && made(coming.seeds);
  }

  get keys(): PublicKeys {
    return this.now.keys;
  }

  get seeds(): NodeSeeds {
    return this.now.seeds;
  }

  /** The public halves of the new keys; undefined when there are none. */
  get comingKeys(): PublicKeys | undefined {
    return this.next?.keys;
  }

  /** Batches and checkpoints. */
  readonly sign: Sign = (message) => this.now.sign(message);

  /** Requests: with the key that headquarters answered to last. */
  readonly signRequest: Sign = (message) =>
    (this.speaksAsNext && this.next ? this.next : this.now).sign(message);

  /** Headquarters did not believe a request: whether there is another key, with which the next one is signed. */
  readonly otherwise = (): boolean => {
    this.speaksAsNext = !this.speaksAsNext && this.next !== undefined;
    return this.next !== undefined;
  };

  /** That this node has the new private halves. */
  proveNext(text: Uint8Array): readonly [log: Uint8Array, slip: Uint8Array] | undefined {
    return this.next && [this.next.sign(text), this.next.signSlip(text)];
  }

  /** Opens what was sealed for this node, under either key while there are two. */
  readonly open = (info: string, box: Uint8Array): Uint8Array | undefined =>
    openBox(this.now.seeds.boxSeed, info, box) ??
    (this.next && openBox(this.next.seeds.boxSeed, info, box)) ??
    (this.former && openBox(this.former, info, box));

  /** What was under way when the keys changed. */
  private former: Uint8Array | undefined;

  /** The new keys are believed: on disk first, then here. */
  changeOver(): void {
    if (!this.next) return;
    this.coming?.keep();
    this.former = this.now.seeds.boxSeed;
    this.now = this.next;
    this.next = undefined;
    this.speaksAsNext = false;
  }
}
