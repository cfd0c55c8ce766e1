import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../words/common";
import { Twice } from "./twice";

let titlesShown = 0;

/** Without the Malay line beneath it. */
const titleOf = (heading: HTMLElement | null): string | null =>
  heading?.querySelector(".twice")?.firstChild?.textContent ?? heading?.textContent ?? null;

/**
 * The page's one h1. After a page or step change it takes the focus, so that keyboard and screen reader start at the
 * new question; give it a `key` that changes with the step. Also names the browser's tab.
 */
export const PageTitle = ({ children, name }: { children: ComponentChildren; name?: string }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    titlesShown += 1;
    if (titlesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${name ?? titleOf(heading.current) ?? ""} · ${common.productName()}`;
  });
  return (
    <h1 ref={heading} tabIndex={-1}>
      <Twice>{children}</Twice>
    </h1>
  );
};
