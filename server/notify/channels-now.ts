/** How the running channels are, for whoever offers a way to send a code. */
import type { NoticeChannel } from "../../sync/core/plan";
import type { Forgotten } from "./channel";
import type { ChannelHealth } from "./health";
import type { Notify } from "./notify.usecase";

type Running = Pick<Notify, "health"> & Partial<Pick<Notify, "forget">>;

export class ChannelsNow {
  private running: Running | undefined;

  attach(running: Running): void {
    this.running = running;
  }

  health(kind: NoticeChannel): ChannelHealth {
    return this.running?.health(kind) ?? { type: "not_configured" };
  }

  /** Removes what lies at the gateways for somebody who was erased. */
  async forget(of: Forgotten): Promise<void> {
    await this.running?.forget?.(of);
  }
}
