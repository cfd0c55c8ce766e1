import { catalogue } from "../node";
import { inLanguage, language } from "./language";

/** Countries to choose from, as the page's language sorts them. */
export const countryOptions = () =>
  (catalogue.value?.countries ?? [])
    .map((row) => ({ value: row.code, label: inLanguage(row.name) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language.value));
