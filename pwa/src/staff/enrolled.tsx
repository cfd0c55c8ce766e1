import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { deviceKinds } from "../../../server/identity/roles";
import { get, refused } from "../api";
import { loadNode, node } from "../node";
import { place } from "../router";
import { Frame } from "../ui/frame";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { staffWords as words } from "./words";

type Kind = (typeof deviceKinds)[number];

const known = signal<"unknown" | "yes" | "no">("unknown");

/** A screen of the hall: works only after a supervisor has enrolled it. */
export const Enrolled = ({ kind, children }: { kind: Kind; children: ComponentChildren }) => {
  const lost = refused.value?.as === kind;
  useEffect(() => {
    void loadNode();
    void get("/session", { as: kind }).then((answer) => {
      // Without the line a screen that was enrolled goes on with what it has.
      known.value = !answer.ok && answer.error.status === 401 ? "no" : "yes";
    });
  }, [kind]);
  if (lost || known.value === "no") return <NotEnrolled kind={kind} />;
  return known.value === "unknown" ? <Loading /> : <>{children}</>;
};

const NotEnrolled = ({ kind }: { kind: Kind }) => (
  <Frame>
    <PageTitle>{words.notEnrolled()}</PageTitle>
    <p>{words.askCode()}</p>
    {node.value?.demo && (
      <a
        class="button primary"
        target="_self"
        href={`/demo/enter?as=${kind}:1&then=${encodeURIComponent(place.value.path)}`}
      >
        {words.demoDevice()}
      </a>
    )}
  </Frame>
);
