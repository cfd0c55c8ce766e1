/** What a catalogue of a further language holds: a sentence for every key of the public's pages. Types alone: nothing is loaded. */
import type { FurtherLanguage } from "../../../../sync/core/languages";
import type { codeWords } from "../../account/code-words";
import type { doubtful, form, wrong } from "../../book/details/words";
import type { proof, refusals } from "../../book/proof/words";
import type { book } from "../../book/words";
import type { words as home } from "../../home/words";
import type { kioskWords } from "../../kiosk/words";
import type { words as my } from "../../my/words";
import type { words as office } from "../../office/words";
import type { words as slip } from "../../slip/words";
import type { checkInWords } from "../../ticket/check-in-words";
import type { whyWords } from "../../ticket/why";
import type { words as ticket } from "../../ticket/words";
import type { branchesWords } from "../branches";
import type { categories } from "../categories";
import type { common } from "../common";
import type { moneyWords } from "../money";
import type { needsWords } from "../needs";
import type { problems } from "../problems";
import type { stagesWords } from "../stages";
import type { LaneSaying } from "../../lane/words";

type Keys<Table> = { readonly [Key in keyof Table]: string };

export interface Catalogue {
  readonly "words/common": Keys<typeof common>;
  readonly "words/problems": Keys<typeof problems>;
  readonly "words/categories": Keys<typeof categories>;
  readonly "words/branches": Keys<typeof branchesWords>;
  readonly "words/needs": Keys<typeof needsWords>;
  readonly "words/stages": Keys<typeof stagesWords>;
  readonly "words/money": Keys<typeof moneyWords>;
  readonly "home/words": Keys<typeof home>;
  readonly "office/words": Keys<typeof office>;
  readonly "book/words": Keys<typeof book>;
  readonly "book/details/words": Keys<typeof form>;
  readonly "book/details/wrong": Keys<typeof wrong>;
  readonly "book/details/doubtful": Keys<typeof doubtful>;
  readonly "book/proof/words": Keys<typeof refusals> & Keys<typeof proof>;
  readonly "account/code-words": Keys<typeof codeWords>;
  readonly "my/words": Keys<typeof my>;
  readonly "slip/words": Keys<typeof slip>;
  readonly "ticket/words": Keys<typeof ticket>;
  readonly "ticket/why": Keys<typeof whyWords>;
  readonly "ticket/check-in-words": Keys<typeof checkInWords>;
  readonly "kiosk/words": Keys<typeof kioskWords>;
  readonly "lane/words": { readonly [Key in LaneSaying]: string };
}

export type Namespace = keyof Catalogue;

/** Each language comes when it is chosen. */
export const load: Partial<Record<FurtherLanguage, () => Promise<{ readonly default: Catalogue }>>> = {
  id: () => import("./id"),
  bn: () => import("./bn"),
  ne: () => import("./ne"),
  ta: () => import("./ta"),
  zh: () => import("./zh"),
  ur: () => import("./ur"),
};
