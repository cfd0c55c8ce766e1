import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { common } from "../words/common";

let titlesShown = 0;

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
    document.title = `${name ?? heading.current?.textContent ?? ""} · ${common.productName()}`;
  });
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
};
