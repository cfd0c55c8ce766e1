import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { account, isSignedIn, loadAccount } from "../../account/account";
import { codeWords } from "../../account/code-words";
import { ProofProblem } from "../../account/problems";
import type { Problem } from "../../api";
import { keep, kept } from "../../local";
import { hasPasskeys } from "../../passkey";
import { Button } from "../../ui/button";
import { officerBooking } from "../booker";
import type { OwnHold } from "../hold";
import { ProofCard } from "./card";
import { type KindOfProof, makePasskey, usePasskey, usePasskeyAtDesk } from "./visit";
import { proof } from "./words";

interface PasskeyProps {
  kept: OwnHold;
  row: KindOfProof;
  first: boolean;
  onUse: () => void;
}

/** A passkey of the person's own: on their phone it signs them in or makes them an account; on an officer's tablet it does neither. */
export const PasskeyCard = ({ row, ...props }: PasskeyProps) => {
  const state = row.state === "done" || hasPasskeys() ? row.state : "unavailable";
  return (
    <ProofCard icon="key-round" title={proof.passkey()} state={state}>
      {state === "unavailable" && <p class="soft">{codeWords.noPasskeys()}</p>}
      {state === "open" && (officerBooking() === undefined ? <OnPhone {...props} /> : <AtDesk {...props} />)}
    </ProofCard>
  );
};

type AskProps = Omit<PasskeyProps, "row">;

/** What is done with a passkey, one at a time, and what came of it. */
const useDoing = (onUse: () => void) => {
  const doing = useSignal<string | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const run = async (what: string, act: () => Promise<Problem | undefined>) => {
    if (doing.value) return;
    onUse();
    doing.value = what;
    problem.value = await act();
    doing.value = undefined;
  };
  return { doing: doing.value, problem: problem.value, run };
};

const OnPhone = ({ kept: held, first, onUse }: AskProps) => {
  const { doing, problem, run } = useDoing(onUse);
  useEffect(() => void loadAccount(), []);
  const known = account.value;
  const isIn = known !== undefined && isSignedIn(known);
  const hasOwn = isIn && known.passkeys.some(({ state }) => state === "active");
  // Who made or used one here before has one; most others have none.
  const usedBefore = hasOwn || kept<boolean>("passkey") === true;
  const use = () =>
    run("use", async () => {
      const refused = await usePasskey(held, isIn);
      if (!refused) keep("passkey", true);
      return refused;
    });
  const make = () =>
    run("make", async () => {
      const refused = await makePasskey(held);
      if (!refused) keep("passkey", true);
      return refused;
    });
  const kindOf = (isMain: boolean) => (first && isMain ? "primary" : "outline");
  return (
    <>
      {problem && <ProofProblem problem={problem} />}
      <p class="small soft">{codeWords.whatIsPasskey()}</p>
      <div class="row">
        {(!isIn || hasOwn) && usedBefore && (
          <Button kind={kindOf(true)} busy={doing === "use"} onClick={() => void use()}>
            {proof.passkeyUse()}
          </Button>
        )}
        {!hasOwn && (
          <Button kind={kindOf(!usedBefore)} busy={doing === "make"} onClick={() => void make()}>
            {codeWords.make()}
          </Button>
        )}
        {!isIn && !usedBefore && (
          <Button kind="quiet" busy={doing === "use"} onClick={() => void use()}>
            {proof.passkeyHave()}
          </Button>
        )}
      </div>
    </>
  );
};

const AtDesk = ({ kept: held, first, onUse }: AskProps) => {
  const { doing, problem, run } = useDoing(onUse);
  return (
    <>
      {problem && <ProofProblem problem={problem} />}
      <p class="small soft">{proof.passkeyAtDesk()}</p>
      <div>
        <Button
          kind={first ? "primary" : "outline"}
          busy={doing !== undefined}
          onClick={() => void run("use", () => usePasskeyAtDesk(held))}
        >
          {proof.passkeyUse()}
        </Button>
      </div>
    </>
  );
};
