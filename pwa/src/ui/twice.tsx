import type { ComponentChildren } from "preact";
import { malayBeneath } from "../words/language";

/** What is said, and beneath a translation that nobody has read through the Malay that counts. */
export const Twice = ({ children }: { children: ComponentChildren }) => {
  const malay = malayBeneath(children);
  if (malay === undefined) return <>{children}</>;
  return (
    <span class="twice">
      {children}
      <span class="beneath" lang="ms" dir="ltr">
        {malay}
      </span>
    </span>
  );
};
