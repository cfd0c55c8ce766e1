import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { hasPasskeys } from "../passkey";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { toast } from "../ui/toast";
import { dateInFigures, dateOf } from "../words/when";
import { addPasskey, type Passkey, removePasskey, renamePasskey } from "./account";
import { ProofProblem } from "./problems";
import { words } from "./words";

/** The account's passkeys: what each is called, a second one, and the end of one that was lost. */
export const PasskeyList = ({ passkeys }: { passkeys: readonly Passkey[] }) => {
  const renaming = useSignal<Passkey | undefined>(undefined);
  const removing = useSignal<Passkey | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const adding = useSignal(false);
  const add = async () => {
    adding.value = true;
    const made = await addPasskey();
    adding.value = false;
    problem.value = made.ok ? undefined : made.error;
    if (made.ok) toast(words.added());
  };
  return (
    <section class="card stack">
      <h2>{words.passkeys()}</h2>
      {problem.value && <ProofProblem problem={problem.value} />}
      {passkeys.length < 2 && <p class="soft">{words.passkeysHint()}</p>}
      <ul class="lines">
        {passkeys.map((key) => (
          <li key={key.id}>
            <span>
              <span class="strong">{key.name}</span>{" "}
              {key.state === "suspended" && (
                <Tag tone="warning" icon="triangle-alert">
                  {words.suspended()}
                </Tag>
              )}
              <span class="small soft">
                {words.madeOn({ date: dateInFigures(dateOf(key.createdAtMs)) })},{" "}
                {key.isSynced ? words.synced() : words.onlyHere()}
              </span>
              {key.state === "suspended" && <span class="small">{words.suspendedWhy()}</span>}
            </span>
            <span class="row">
              <Button
                kind="quiet"
                icon="pencil"
                label={words.rename({ name: key.name })}
                onClick={() => {
                  renaming.value = key;
                }}
              />
              <Button
                kind="quiet"
                icon="trash-2"
                label={words.removeOne({ name: key.name })}
                onClick={() => {
                  removing.value = key;
                }}
              />
            </span>
          </li>
        ))}
      </ul>
      {hasPasskeys() ? (
        <div>
          <Button icon="plus" busy={adding.value} onClick={() => void add()}>
            {words.addPasskey()}
          </Button>
        </div>
      ) : (
        <Band>{words.noPasskeys()}</Band>
      )}
      <Rename
        passkey={renaming.value}
        onClose={() => {
          renaming.value = undefined;
        }}
      />
      <Remove
        passkey={removing.value}
        onClose={() => {
          removing.value = undefined;
        }}
      />
    </section>
  );
};

interface AskProps {
  passkey: Passkey | undefined;
  onClose: () => void;
}

const Rename = ({ passkey, onClose }: AskProps) => (
  <Dialog open={passkey !== undefined} title={words.renameTitle()} onClose={onClose}>
    {passkey && <RenameForm passkey={passkey} onClose={onClose} />}
  </Dialog>
);

const RenameForm = ({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) => {
  const name = useSignal(passkey.name);
  const problem = useSignal<Problem | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  const save = async () => {
    error.value = name.value.trim() === "" ? words.nameMissing() : undefined;
    if (error.value !== undefined) return;
    const done = await renamePasskey(passkey.id, name.value.trim());
    problem.value = done.ok ? undefined : done.error;
    if (done.ok) onClose();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {problem.value && <ProofProblem problem={problem.value} />}
      <TextField
        label={words.name()}
        lengthMax={40}
        error={error.value}
        value={name.value}
        onValue={(value) => {
          name.value = value;
        }}
      />
      <div>
        <Button type="submit" kind="primary">
          {words.save()}
        </Button>
      </div>
    </form>
  );
};

const Remove = ({ passkey, onClose }: AskProps) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const busy = useSignal(false);
  const close = () => {
    problem.value = undefined;
    onClose();
  };
  const remove = async (id: string) => {
    busy.value = true;
    problem.value = await removePasskey(id);
    busy.value = false;
    if (problem.value) return;
    toast(words.removed());
    onClose();
  };
  return (
    <Dialog open={passkey !== undefined} title={words.removeTitle()} onClose={close}>
      {passkey && (
        <>
          <p>{words.removeWhat({ name: passkey.name })}</p>
          {problem.value && <ProofProblem problem={problem.value} />}
          <div class="row">
            <Button kind="danger" busy={busy.value} onClick={() => void remove(passkey.id)}>
              {words.removeDo()}
            </Button>
            <Button onClick={close}>{words.keep()}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
};
