/** The catalogue as pages get it: names in two languages, only what a page shows. */
import type { BilingualText, Branch, Country, Question, Service, State } from "./catalogue";
import { publicKindsOf } from "./catalogue.usecase";

export interface CatalogueRows {
  readonly states: readonly State[];
  readonly countries: readonly Country[];
  readonly branches: readonly Branch[];
  readonly services: readonly Service[];
}

/** What this node knows of a branch beyond its row. */
export interface BranchFacts {
  /** Takes online appointments. */
  isOnline(branch: Branch): boolean;
  /** Where to book when it is another node. */
  urlOf(branch: Branch): string | null;
  hoursOf(branch: Branch): BilingualText;
  minutesOf(service: Service): number;
  partiesMaxOf(service: Service): number;
  /** Whether some visit from today on is possible: a programme has an end. */
  isRunning(service: Service): boolean;
}

export const catalogueView = (rows: CatalogueRows, facts: BranchFacts) => ({
  states: rows.states.map(({ code, ...row }) => ({ code, name: nameOf(row) })),
  countries: rows.countries.map(({ alpha3, ...row }) => ({ code: alpha3, name: nameOf(row) })),
  branches: rows.branches.map((branch) => branchView(branch, facts)),
  services: rows.services.map((service) => serviceView(service, facts)),
});

const nameOf = ({ nameMs, nameEn }: { readonly nameMs: string; readonly nameEn: string }): BilingualText => ({
  ms: nameMs,
  en: nameEn,
});

const branchView = (branch: Branch, facts: BranchFacts) => ({
  code: branch.code,
  name: nameOf(branch),
  kind: branch.kind,
  agency: branch.agency,
  state: branch.state,
  address: branch.address,
  postcode: branch.postcode,
  city: branch.city,
  latitude: branch.latitude,
  longitude: branch.longitude,
  phone: branch.phone,
  categories: branch.serviceCategories,
  online: facts.isOnline(branch),
  url: facts.urlOf(branch),
  hours: facts.hoursOf(branch),
});

const serviceView = (service: Service, facts: BranchFacts) => {
  const months = service.applicants.map((row) => row.documentValidityMonthsMin);
  return {
    code: service.code,
    name: nameOf(service),
    category: service.category,
    kinds: publicKindsOf(service),
    units: service.units,
    minutes: facts.minutesOf(service),
    group: service.group,
    documents: service.documents,
    fees: service.fees.map(({ label, sen, unit }) => ({ label: `${label.ms} / ${label.en}`, sen, unit })),
    questions: service.settings.questions.map(questionView),
    passportMonthsMin: Math.max(...months) || null,
    partiesMax: facts.partiesMaxOf(service),
    noticeHours: service.settings.noticeHours,
    stages: service.stages,
    splpAllowed: service.applicants.some(({ kind }) => kind !== "citizen"),
    bookableBy: facts.isRunning(service) ? service.settings.bookableBy : ("nobody" as const),
    states: service.settings.states,
    branches: service.settings.branches,
  };
};

const questionView = (question: Question) => ({
  id: question.id,
  label: question.label,
  kind: question.type,
  required: question.required,
  ...(question.type === "choice"
    ? { options: question.options.map(({ id, ms, en }) => ({ id, label: { ms, en } })) }
    : {}),
  ...(question.type === "text" ? { lengthMax: question.charsMax } : {}),
});
