/** How the running channels are, for whoever offers a way to send a code. */
import type { NoticeChannel } from "../../sync/core/plan";
import type { ChannelHealth } from "./health";
import type { Notify } from "./notify.usecase";

export class ChannelsNow {
  private running: Pick<Notify, "health"> | undefined;

  attach(running: Pick<Notify, "health">): void {
    this.running = running;
  }

  health(kind: NoticeChannel): ChannelHealth {
    return this.running?.health(kind) ?? { type: "not_configured" };
  }
}
