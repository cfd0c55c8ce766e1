import { useEffect, useState } from "preact/hooks";
import { post, remove } from "../api";
import type { Hold, Kind } from "../api-types";
import { newCommandId } from "../command-id";
import type { Kiosk } from "./kiosk";

/** Takes the place as soon as it is chosen, and gives it back when the person leaves without a paper. */
export const useHold = (
  kiosk: Kiosk,
  wanted: { readonly slot: string; readonly service: string; readonly kind: Kind; readonly parties: number },
): { readonly hold: Hold | undefined; readonly taken: boolean; readonly spent: () => void } => {
  const [hold, setHold] = useState<Hold>();
  const [taken, setTaken] = useState(false);
  const [own] = useState<{ id: string | undefined; left: boolean }>({ id: undefined, left: false });
  useEffect(() => {
    const release = (id: string) => void remove(`/holds/${id}`, { as: kiosk.as });
    void post<Hold>("/holds", wanted, { as: kiosk.as, key: newCommandId() }).then((answer) => {
      if (!answer.ok) setTaken(true);
      else if (own.left) release(answer.value.holdId);
      else {
        own.id = answer.value.holdId;
        setHold(answer.value);
      }
    });
    return () => {
      own.left = true;
      if (own.id) release(own.id);
    };
  }, []);
  return {
    hold,
    taken,
    /** Somebody has a paper for it: it is kept until they come to a counter, or their code ends. */
    spent: () => {
      own.id = undefined;
    },
  };
};
