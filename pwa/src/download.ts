/** Saves a file that is already here under a name. */
export const download = (blob: Blob, name: string): void => {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  // The click has taken the address by the next turn.
  setTimeout(() => URL.revokeObjectURL(href), 0);
};
