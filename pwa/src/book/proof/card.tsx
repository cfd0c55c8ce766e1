import type { ComponentChildren } from "preact";
import { Tag, type Tone } from "../../ui/band";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icons";
import type { KindOfProof } from "./visit";
import { proof } from "./words";

const looks: Readonly<
  Record<KindOfProof["state"], { icon: IconName; tone: Tone; word: () => string } | undefined>
> = {
  done: { icon: "circle-check", tone: "success", word: proof.done },
  sent: { icon: "hourglass", tone: "primary", word: proof.codeSent },
  unavailable: { icon: "circle-off", tone: "neutral", word: proof.cannot },
  open: undefined,
};

/** One kind of proof: what it is, how far it is, and what to do for it. */
export const ProofCard = ({
  icon,
  title,
  state,
  sent = proof.codeSent(),
  children,
}: {
  icon: IconName;
  title: string;
  state: KindOfProof["state"];
  /** What a code that is on its way is called. */
  sent?: string;
  children?: ComponentChildren;
}) => {
  const look = looks[state];
  return (
    <section class="card stack tight proof-card" aria-label={title}>
      <div class="row apart">
        <h2>
          <Icon name={icon} /> {title}
        </h2>
        {look && (
          <Tag tone={look.tone} icon={look.icon}>
            {state === "sent" ? sent : look.word()}
          </Tag>
        )}
      </div>
      {children}
    </section>
  );
};
