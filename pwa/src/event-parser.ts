/** Parses an event stream (HTML standard, 9.2.6) fed in pieces of any size; `id` and `retry` are not used here. */
export const eventParser = (onEvent: (event: string, data: string) => void): ((piece: string) => void) => {
  let rest = "";
  let event = "message";
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) onEvent(event, data.join("\n"));
        event = "message";
        data = [];
      } else if (line.startsWith("event:")) event = line.slice(6).trim();
      else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
    }
  };
};
