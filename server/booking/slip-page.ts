import { slipPageStyle } from "./slip-page-style";
import { escapeXml, slipQrSvg } from "./slip-qr";
import type { SlipView, Words } from "./slip-view";
import { arriveByWords, dateWords, slipWords, spacedReference, timeWords } from "./slip-words";

/**
 * The slip as one page to print or to keep: no script, no other file, no style attribute. `nonce` must be
 * the one in the answer's content security policy (`style-src 'nonce-...'`).
 */
export const slipPage = (view: SlipView, nonce: string): string => `<!doctype html>
<html lang="ms">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escapeXml(`${slipWords.title.ms} ${spacedReference(view.reference)}`)}</title>
<style nonce="${escapeXml(nonce)}">${slipPageStyle}</style>
</head>
<body>
<main>
${view.banner ? `<p class="banner">${inline(view.banner)}</p>` : ""}
<header class="head">
<h1>${lines(slipWords.title)}</h1>
<p>${lines(slipWords.free)}</p>
</header>
${ticket(view)}
${details(view)}
${view.state === "confirmed" ? bring(view) : ""}
${view.state === "confirmed" ? change(view) : ""}
</main>
</body>
</html>
`;

const ticket = (view: SlipView): string => {
  const time = timeWords(view.startsAtMs, view.timeZone);
  const [clock = "", ...partOfDay] = time.ms.split(" ");
  const reference = spacedReference(view.reference);
  const stands = view.state === "confirmed";
  return `<div class="ticket${stands ? "" : " off"}">
<div class="when">
<p>${lines(dateWords(view.startsAtMs, view.timeZone))}</p>
<p class="time">${escapeXml(clock)} <small>${escapeXml(partOfDay.join(" "))}</small></p>
<p lang="en">${escapeXml(time.en)}</p>
<p class="todo">${lines(stands ? arriveByWords(view) : slipWords[view.state])}</p>
</div>
<div class="stub">
${stands ? slipQrSvg(view.text, `${slipWords.scan.ms}. ${slipWords.scan.en}.`) : ""}
<p>${inline(slipWords.reference)}</p>
<p class="reference">${escapeXml(reference)}</p>
<p>${lines(stands ? slipWords.scan : slipWords.noQr)}</p>
</div>
</div>`;
};

const details = (view: SlipView): string => {
  const { branch, people } = view;
  const rows: readonly (readonly [label: Words, html: string])[] = [
    [slipWords.service, both(view.service)],
    [
      slipWords.branch,
      both(branch.name) +
        branch.addressLines.map((line) => `<p>${escapeXml(line)}</p>`).join("") +
        (branch.phone ? `<p>${escapeXml(branch.phone)}</p>` : ""),
    ],
    [
      slipWords.people,
      people
        .map(
          ({ name, document, masked }) =>
            `<strong>${escapeXml(name)}</strong><p>${inline(document)} <span class="masked">${escapeXml(masked)}</span></p>`,
        )
        .join(""),
    ],
    [slipWords.fee, both(view.fee)],
  ];
  return `<dl>\n${rows.map(([label, html]) => `<dt>${lines(label)}</dt><dd>${html}</dd>`).join("\n")}\n</dl>`;
};

const bring = (view: SlipView): string =>
  `<section><h2>${inline(slipWords.bring)}</h2>
<ul>${view.bring.map((document) => `<li>${span(document, "ms")}${span(document, "en")}</li>`).join("")}</ul></section>`;

const change = (view: SlipView): string =>
  `<section class="change"><h2>${inline(slipWords.change)}</h2>
<p>${lines(slipWords.howToChange)}</p>
<p><a href="${escapeXml(new URL(view.manageUrl).href)}">${escapeXml(view.manageUrl)}</a></p></section>`;

const span = (words: Words, language: keyof Words): string =>
  language === "ms" ? escapeXml(words.ms) : `<span lang="en">${escapeXml(words.en)}</span>`;

const inline = (words: Words): string =>
  `${span(words, "ms")} <span lang="en">/ ${escapeXml(words.en)}</span>`;

const lines = (words: Words): string => `${span(words, "ms")}<br>${span(words, "en")}`;

const both = (words: Words): string =>
  `<strong>${escapeXml(words.ms)}</strong><p lang="en">${escapeXml(words.en)}</p>`;
