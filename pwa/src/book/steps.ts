import { computed } from "@preact/signals";
import { catalogue } from "../node";
import { goTo, place } from "../router";
import { common } from "../words/common";
import { officerBooking } from "./booker";
import { type Door, type Draft, draft, edit, emptyPerson, kindFor } from "./draft";
import { hold } from "./hold";
import { book } from "./words";

const allSteps = ["who", "service", "branch", "contact", "date", "details", "confirm", "prove"] as const;

export type StepName = (typeof allSteps)[number];

/** How people prove who they are is asked before a time is kept for them; an officer sees the person. */
export const stepNames = computed<readonly StepName[]>(() =>
  officerBooking() === undefined ? allSteps : allSteps.filter((name) => name !== "contact"),
);

export const stepTitle: Readonly<Record<StepName, () => string>> = {
  who: book.whoShort,
  service: book.serviceShort,
  branch: book.branchShort,
  contact: book.contactShort,
  date: book.dateShort,
  details: common.details,
  confirm: book.confirmShort,
  prove: book.proveShort,
};

/** The chosen service and branch as the catalogue knows them. */
export const chosenService = computed(() =>
  catalogue.value?.services.find((row) => row.code === draft.value.service),
);

export const chosenBranch = computed(() =>
  catalogue.value?.branches.find((row) => row.code === draft.value.branch),
);

const isDone: Readonly<Record<StepName, (now: Draft) => boolean>> = {
  who: (now) => now.door !== undefined,
  service: (now) => chosenService.value !== undefined && kindFor(chosenService.value, now.door) !== undefined,
  branch: () => chosenBranch.value?.online === true,
  // Which of them work is said when the person leaves the step, and once more where they are used.
  contact: (now) => now.phone.trim() !== "" || now.email.trim() !== "",
  date: () => hold.value !== undefined,
  // The details are checked when the person leaves them; the last step shows them once more.
  details: (now) => now.people.every((person) => person.name !== "" && person.number !== ""),
  confirm: (now) => now.given !== undefined && now.given === hold.value?.holdId,
  prove: () => false,
};

const firstOpen = (): StepName => stepNames.value.find((name) => !isDone[name](draft.value)) ?? "prove";

/** The step to show: the one in the address, or the first that is not done when that one is too early. */
export const step = computed<StepName>(() => {
  const names = stepNames.value;
  const asked = names.find((name) => name === place.value.query.get("step"));
  const open = firstOpen();
  if (!asked) return open === "who" || place.value.query.has("step") ? open : "who";
  return names.indexOf(asked) <= names.indexOf(open) ? asked : open;
});

export const goToStep = (name: StepName, options: { replace?: boolean } = {}): void =>
  goTo(`/book?step=${name}`, options);

export const stepAfter = (name: StepName): StepName =>
  stepNames.peek()[stepNames.peek().indexOf(name) + 1] ?? name;

/** The step after the time: straight to the last look for somebody whose details are there from before. */
export const afterDate = (): StepName => (isDone.details(draft.peek()) ? "confirm" : "details");

/** Takes `/book?service=…&branch=…` into the draft, and drops them from the address. */
export const takeDeepLink = (): void => {
  const { query } = place.peek();
  const services = catalogue.peek()?.services;
  const service = services?.find((row) => row.code === query.get("service"));
  const branch = catalogue.peek()?.branches.find((row) => row.code === query.get("branch") && row.online);
  if (!query.has("service") && !query.has("branch")) return;
  const doors: readonly Door[] = ["citizen", "foreigner", "employer"];
  const served = doors.filter((door) => service && kindFor(service, door));
  const asked = served.find((door) => door === query.get("kind"));
  const now = draft.peek();
  const door =
    asked ?? (served.length === 1 ? served[0] : now.door && served.includes(now.door) ? now.door : undefined);
  if (service && door !== now.door) edit({ door, people: [emptyPerson(door)] });
  if (service) edit({ service: service.code });
  if (branch) edit({ branch: branch.code });
  goToStep(service && door ? (branch ? "contact" : "branch") : "who", { replace: true });
};
