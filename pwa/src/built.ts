/** What only the build knows: hashed addresses, put here by `pwa/build.ts`. */
declare const __BUILT__: {
  readonly icons: string;
  /** Style sheet of a page group by its folder's name. */
  readonly styleByGroup: Readonly<Record<string, string>>;
};

export const built =
  typeof __BUILT__ === "undefined"
    ? { icons: "/icons.svg", styleByGroup: {} as Record<string, string> }
    : __BUILT__;
