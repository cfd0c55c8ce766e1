import { useRef } from "preact/hooks";
import { newCommandId } from "./command-id";

/** The id of a command: the same body pressed again after a lost line is the same command, a mended one is another. */
export const useCommand = (): ((body: object) => string) => {
  const last = useRef({ body: "", key: "" });
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.body) last.current = { body: text, key: newCommandId() };
    return last.current.key;
  };
};
