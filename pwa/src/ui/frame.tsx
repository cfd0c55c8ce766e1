import type { ComponentChildren } from "preact";
import { node } from "../node";
import { common } from "../words/common";
import { isUnreviewed } from "../words/language";
import { HqGone } from "./hq-gone";
import { Icon } from "./icon";
import { LanguageSwitch } from "./language-switch";
import { ThemeSwitch } from "./theme-switch";

/**
 * The frame of a public page: masthead, header, main, and a foot that stays (summary left, the one blue button right).
 * `wide` is for pages with columns; forms keep one column of 640 px.
 */
export const Frame = ({
  foot,
  wide,
  back,
  aside,
  children,
}: {
  foot?: ComponentChildren;
  wide?: boolean;
  /** Replaces the product's name by a way back and a title: the slip, a ticket. */
  back?: { readonly href: string; readonly title: string };
  /** In the header, before the language: a state that always holds, such as "opens offline". */
  aside?: ComponentChildren;
  children: ComponentChildren;
}) => (
  <div class="app">
    <header>
      <a class="skip" href="#content">
        {common.skipToContent()}
      </a>
      <Masthead />
      <div class="header">
        <div class="header-inner">
          <div class="grow row">
            {back ? (
              <>
                <a class="button quiet square" href={back.href} aria-label={common.back()}>
                  <Icon name="arrow-left" />
                </a>
                <span class="brand-name">{back.title}</span>
              </>
            ) : (
              <Brand />
            )}
          </div>
          {aside}
          <LanguageSwitch more />
        </div>
      </div>
    </header>
    <main id="content" class="page">
      <div class={wide ? "main wide" : "main"}>
        {isUnreviewed() && <p class="small quiet">{common.malayCounts()}</p>}
        {!back && <HqGone />}
        {children}
      </div>
      {foot && (
        <div class="foot">
          <div class="foot-inner">{foot}</div>
        </div>
      )}
    </main>
    {!foot && <SiteFoot />}
  </div>
);

/** The demo says that it is one; an official site says how to tell. Anything else keeps silent. */
export const Masthead = () => {
  const about = node.value;
  const isTraining = about?.training === "here";
  if (isTraining || about?.demo)
    return (
      <div class={isTraining ? "masthead demo training" : "masthead demo"}>
        <div>
          <Icon name="info" />
          {isTraining ? common.trainingBanner() : common.demoBanner()}
        </div>
      </div>
    );
  if (!about?.official || !location.hostname.endsWith(".gov.my")) return null;
  return (
    <div class="masthead">
      <details>
        <summary>
          <img class="flag" src="/flag.svg" alt="" width="22" height="11" />
          {common.officialSite()}
          <span class="how">{common.officialHow()}</span>
        </summary>
        <p>{common.officialDomain()}</p>
        <p>{common.officialLock()}</p>
      </details>
    </div>
  );
};

const Brand = () => (
  <a class="brand" href="/">
    <img class="logo" src="/logo.svg" alt="" width="32" height="32" />
    <span>
      <span class="brand-name">{common.productName()}</span>
      <span class="tiny quiet">{common.free()}</span>
    </span>
  </a>
);

const SiteFoot = () => (
  <footer class="site-foot small quiet">
    <span>{common.theme()}</span>
    <ThemeSwitch />
  </footer>
);
