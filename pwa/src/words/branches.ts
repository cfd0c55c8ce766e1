import { defineWords } from "./messages";
import { shared } from "./shared";

/** Words of a list of branches, wherever one is chosen. */
export const branchesWords = defineWords("words/branches", {
  list: { ms: "Senarai cawangan", en: "List of branches" },
  searchBranch: { ms: "Cari cawangan", en: "Search branches" },
  searchBranchHint: { ms: "Nama, bandar atau negeri", en: "Name, town or state" },
  noBranchFound: {
    ms: "Tiada cawangan dengan nama itu. Cuba nama bandar atau negerinya.",
    en: "No branch has that name. Try its town or state.",
  },
  branchCount: { ms: "{count} cawangan", en: "{count, plural, one {# branch} other {# branches}}" },
  showMore: shared.showMore,
});
