/**
 * The typed message catalogue. Every sentence is a function whose arguments follow from its text,
 * so a missing language, a missing argument or an argument only one language knows does not compile.
 *
 *     const words = defineWords({
 *       placesLeft: {
 *         ms: "{count} tempat lagi",
 *         en: "{count, plural, one {# place left} other {# places left}}",
 *       },
 *     });
 *     words.placesLeft({ count: 3 })
 *
 * The grammar is the part of ICU MessageFormat that sentences here need: `{name}`, `{name, plural, one {…} other {…}}`
 * with `#` for the number, and `{name, select, a {…} other {…}}`. Branches hold plain text.
 */
import { furtherSentence, inLanguage, language, standsFor, type Text } from "./language";
import type { Namespace } from "./languages/catalogue";

/** The arguments a message text asks for, read from the text itself by the compiler. */
type MessageArgs<S extends string> = S extends `${string}{${infer Rest}`
  ? Rest extends `${infer Inner}}${infer After}`
    ? Inner extends `${infer Name}, plural, ${string}`
      ? { [K in Name]: number } & AfterBranches<Rest>
      : Inner extends `${infer Name}, select, ${string}`
        ? { [K in Name]: string } & AfterBranches<Rest>
        : { [K in Inner]: string | number } & MessageArgs<After>
    : never
  : unknown;

type AfterBranches<Rest extends string> = Rest extends `${string}}}${infer Tail}` ? MessageArgs<Tail> : never;

type BothArgs<T extends Text> = MessageArgs<T["ms"]> & MessageArgs<T["en"]>;

type SameArgs<T extends Text> = [keyof MessageArgs<T["ms"]>, keyof MessageArgs<T["en"]>] extends [
  keyof MessageArgs<T["en"]>,
  keyof MessageArgs<T["ms"]>,
]
  ? T
  : { ms: "the Malay and the English text ask for different arguments"; en: never };

type Sentence<T extends Text> =
  unknown extends BothArgs<T> ? () => string : (args: { [K in keyof BothArgs<T>]: BothArgs<T>[K] }) => string;

export type Words<T extends Record<string, Text>> = { readonly [K in keyof T]: Sentence<T[K]> };

type Table<T extends Record<string, Text>> = T & { [K in keyof T]: SameArgs<T[K]> };

/** The public's tables that this page has loaded, by name: what every further language has to say. */
export const tables = new Map<Namespace, Readonly<Record<string, Text>>>();

/**
 * Turns a table of texts into a table of sentences. Each reads the language signal, so components follow a switch. A table of the
 * public's pages has a name, by which the further languages' catalogues know it.
 */
export function defineWords<const T extends Record<string, Text>>(texts: Table<T>): Words<T>;
export function defineWords<const T extends Record<string, Text>>(name: Namespace, texts: Table<T>): Words<T>;
export function defineWords(
  ...[first, second]: [Record<string, Text>] | [Namespace, Record<string, Text>]
): Words<Record<string, Text>> {
  const [name, texts] = typeof first === "string" ? [first, second ?? {}] : [undefined, first];
  if (name) tables.set(name, texts);
  const sentences: Record<string, (args?: Args) => string> = {};
  for (const [key, text] of Object.entries(texts))
    sentences[key] = (args = {}) => {
      const further = name && furtherSentence(name, key);
      if (further === undefined)
        return formatMessage(inLanguage(text), language.value === "ms" ? "ms" : "en", args);
      const said = formatMessage(further, language.value, args);
      standsFor(said, formatMessage(text.ms, "ms", args));
      return said;
    };
  return sentences;
}

type Args = Readonly<Record<string, string | number>>;

/** Fills a message text. An unknown argument is a bug of the catalogue and throws. */
export const formatMessage = (text: string, locale: string, args: Args): string => {
  let out = "";
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{", at);
    if (open < 0) return out + text.slice(at);
    out += text.slice(at, open);
    const piece = /^\{(\w+)(?:, (plural|select), ((?:[\w=]+ \{[^{}]*\} ?)+))?\}/.exec(text.slice(open));
    if (!piece) throw new Error(`message does not parse: ${text}`);
    const [whole, name = "", kind, branches = ""] = piece;
    const value = args[name];
    if (value === undefined) throw new Error(`message lacks {${name}}: ${text}`);
    out += kind ? chooseBranch(branches, kind, value, locale) : value;
    at = open + whole.length;
  }
  return out;
};

const chooseBranch = (branches: string, kind: string, value: string | number, locale: string): string => {
  const textByKey: Record<string, string> = {};
  for (const [, key = "", text = ""] of branches.matchAll(/([\w=]+) \{([^{}]*)\}/g)) textByKey[key] = text;
  const key = kind === "plural" ? new Intl.PluralRules(locale).select(Number(value)) : String(value);
  const chosen = textByKey[`=${value}`] ?? textByKey[key] ?? textByKey["other"];
  if (chosen === undefined) throw new Error(`message has no "other" branch: ${branches}`);
  return kind === "plural" ? chosen.replaceAll("#", String(value)) : chosen;
};
