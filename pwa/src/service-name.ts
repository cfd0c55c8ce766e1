import { catalogue } from "./node";
import { inLanguage } from "./words/language";

/** A service by its name; by its code while the catalogue is not here, or does not know it. */
export const serviceName = (code: string): string => {
  const service = catalogue.value?.services.find((row) => row.code === code);
  return service ? inLanguage(service.name) : code;
};
