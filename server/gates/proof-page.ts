/** The proof of an entry or exit as one page to print: no script, no other file. `nonce` stands in the answer's content security policy. */
import { maskDocumentNumber } from "../applicants/identity";
import { slipPageStyle } from "../booking/slip-page-style";
import { escapeXml, slipQrSvg } from "../booking/slip-qr";
import { dateWords, timeWords } from "../booking/slip-words";

export interface ProofView {
  readonly kind: "entry" | "exit";
  readonly name: string;
  readonly country: string;
  readonly number: string;
  readonly branch: { readonly ms: string; readonly en: string };
  readonly lane: string | null;
  readonly atMs: number;
  readonly timeZone: string;
  /** The signed text of the code. */
  readonly text: string;
}

const titles = {
  entry: { ms: "Bukti masuk ke Malaysia", en: "Proof of entry into Malaysia" },
  exit: { ms: "Bukti keluar dari Malaysia", en: "Proof of exit from Malaysia" },
} as const;

export const proofPage = (view: ProofView, nonce: string): string => {
  const title = titles[view.kind];
  const date = dateWords(view.atMs, view.timeZone);
  const time = timeWords(view.atMs, view.timeZone);
  const masked = `${view.country} ${maskDocumentNumber(view.number)}`;
  const lane = view.lane ?? "-";
  return `<!doctype html>
<html lang="ms">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(title.ms)}</title>
<style nonce="${escapeXml(nonce)}">${slipPageStyle}</style>
</head>
<body>
<main>
<header class="head"><h1>${escapeXml(title.ms)}<br><span lang="en">${escapeXml(title.en)}</span></h1></header>
<div class="ticket">
<div class="when">
<p>${escapeXml(date.ms)}<br><span lang="en">${escapeXml(date.en)}</span></p>
<p class="time">${escapeXml(time.ms)}</p>
<p lang="en">${escapeXml(time.en)}</p>
</div>
<div class="stub">
${slipQrSvg(view.text, "Imbas untuk menyemak. Scan to check.")}
<p>Imbas untuk menyemak<br><span lang="en">Scan to check</span></p>
</div>
</div>
<dl>
${row("Nama", "Name", view.name)}
${row("Dokumen", "Document", masked)}
${row("Tempat", "Place", view.branch.ms)}
${row("Lorong", "Lane", lane)}
</dl>
</main>
</body>
</html>
`;
};

const row = (ms: string, en: string, value: string): string =>
  `<dt>${escapeXml(ms)}<br><span lang="en">${escapeXml(en)}</span></dt><dd><strong>${escapeXml(value)}</strong></dd>`;
