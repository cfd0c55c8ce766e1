/**
 * The id of a member of staff while sign-in is a demo's: letters, digits, hyphen and underscore only, because it travels
 * in a header. Letters of other scripts become their code point, so that two names never meet in one id by losing them.
 */
export const staffIdOf = (name: string): string => {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const written = [...plain].map((one) =>
    /[\w-]/.test(one) ? one : /\p{L}|\p{N}/u.test(one) ? (one.codePointAt(0) ?? 0).toString(16) : "-",
  );
  return written.join("").replace(/-+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "staff";
};
