/**
 * Prints a page that the branch made, as it stands, from a frame of its own. The frame is under the policy of the page that opened it,
 * which takes no style from markup: so the page's sheet is handed over as an object.
 */
export const printPage = (html: string): void => {
  const frame = Object.assign(document.createElement("iframe"), { className: "hear", title: "" });
  document.body.append(frame);
  const { contentWindow: room, contentDocument: paper } = frame;
  if (!room || !paper) return;
  const sheets: string[] = [];
  const markup = html.replace(/<style[^>]*>([^]*?)<\/style>/g, (_, text: string) => {
    sheets.push(text);
    return "";
  });
  const page = new DOMParser().parseFromString(markup, "text/html");
  paper.title = page.title;
  paper.documentElement.lang = page.documentElement.lang;
  paper.body.replaceChildren(...Array.from(page.body.childNodes, (node) => paper.importNode(node, true)));
  // A sheet belongs to the window that it is made in.
  const sheet = new (room as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(sheets.join("\n"));
  paper.adoptedStyleSheets = [sheet];
  room.addEventListener("afterprint", () => frame.remove());
  room.print();
};
