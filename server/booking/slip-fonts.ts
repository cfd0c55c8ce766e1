import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import inter400 from "./fonts/inter-400.ttf" with { type: "file" };
import inter600 from "./fonts/inter-600.ttf" with { type: "file" };
import poppins600 from "./fonts/poppins-600.ttf" with { type: "file" };
import type { SlipFonts } from "./slip-pdf";

/** The fonts of the PDF, about 160 kB: from the checkout, or from inside the one-file program. */
export const loadSlipFonts = (): SlipFonts => ({
  regular: readFont(inter400),
  strong: readFont(inter600),
  heading: readFont(poppins600),
});

/** A compiled program gives a path of its own file system; a test runner may give a URL path: the name is the same. */
const readFont = (path: string): Uint8Array => {
  const compiled = import.meta.dirname.startsWith("/$bunfs");
  return new Uint8Array(readFileSync(compiled ? path : join(import.meta.dirname, "fonts", basename(path))));
};
