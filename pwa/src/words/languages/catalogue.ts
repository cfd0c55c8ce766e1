/** What a catalogue of a further language holds: a sentence for every key of the public's pages. Types alone: nothing is loaded. */
import type { FurtherLanguage } from "../../../../sync/core/languages";

type Keys<Table> = { readonly [Key in keyof Table]: string };

export interface Catalogue {
  readonly "words/common": Keys<typeof import("../common").common>;
  readonly "words/problems": Keys<typeof import("../problems").problems>;
  readonly "words/categories": Keys<typeof import("../categories").categories>;
  readonly "words/branches": Keys<typeof import("../branches").branchesWords>;
  readonly "words/needs": Keys<typeof import("../needs").needsWords>;
  readonly "words/stages": Keys<typeof import("../stages").stagesWords>;
  readonly "words/money": Keys<typeof import("../money").moneyWords>;
  readonly "home/words": Keys<typeof import("../../home/words").words>;
  readonly "office/words": Keys<typeof import("../../office/words").words>;
  readonly "book/words": Keys<typeof import("../../book/words").book>;
  readonly "book/details/words": Keys<typeof import("../../book/details/words").form> &
    Keys<typeof import("../../book/details/words").wrong> &
    Keys<typeof import("../../book/details/words").doubtful>;
  readonly "book/proof/words": Keys<typeof import("../../book/proof/words").refusals> &
    Keys<typeof import("../../book/proof/words").proof>;
  readonly "my/words": Keys<typeof import("../../my/words").words>;
  readonly "slip/words": Keys<typeof import("../../slip/words").words>;
  readonly "ticket/words": Keys<typeof import("../../ticket/words").words>;
  readonly "ticket/why": Keys<typeof import("../../ticket/why").whyWords>;
  readonly "ticket/check-in-words": Keys<typeof import("../../ticket/check-in-words").checkInWords>;
  readonly "kiosk/words": Keys<typeof import("../../kiosk/words").kioskWords>;
  readonly "lane/words": { readonly [Key in import("../../lane/words").LaneSaying]: string };
}

export type Namespace = keyof Catalogue;

/** Each language comes when it is chosen. */
export const load: Partial<Record<FurtherLanguage, () => Promise<{ readonly default: Catalogue }>>> = {
  id: () => import("./id"),
};
