/**
 * What this phone keeps: small JSON values in localStorage under `sto.<name>`. A browser that refuses storage (private
 * mode, a full disk) costs the person the memory, not the page.
 */
export const keep = (name: string, value: unknown): void => {
  try {
    localStorage.setItem(`sto.${name}`, JSON.stringify(value));
  } catch {
    // Nothing to do: the value lives as long as the page.
  }
};

export const kept = <T>(name: string): T | undefined => {
  try {
    const text = localStorage.getItem(`sto.${name}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
};

export const forget = (name: string): void => {
  try {
    localStorage.removeItem(`sto.${name}`);
  } catch {
    // A storage that cannot be reached holds nothing either.
  }
};
