import { useState } from "preact/hooks";
import { type SecretOf, touchForSecret } from "../staff/offline-secret";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { openAgain } from "./door";
import { reach } from "./state";
import { doorWords as words } from "./words";

/** A list whose key only a touch brings back: it is between the tablet and the officer's key, so no network is needed. */
export const OpenWithKey = ({ name, of }: { name: string; of: SecretOf }) => {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const open = async () => {
    setBusy(true);
    setFailed(!((await touchForSecret(of)) && (await openAgain())));
    setBusy(false);
  };
  return (
    <div class="stack tight">
      <p>{reach.value === "gone" ? words.closedNext({ name }) : words.readyWithKey()}</p>
      {failed && (
        <Band tone="warning" alert>
          {words.keyNotOpen()}
        </Band>
      )}
      <Button icon="key-round" wide busy={busy} onClick={() => void open()}>
        {words.openWithKey()}
      </Button>
    </div>
  );
};
