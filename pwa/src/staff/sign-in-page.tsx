import { useEffect } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { loadNode, node } from "../node";
import { place } from "../router";
import { Band } from "../ui/band";
import { PageTitle } from "../ui/page-title";
import { staffWords as words } from "./words";

/** Who are you: before any page of the staff. */
export const SignInPage = ({ title, ended }: { title: string; ended: boolean }) => {
  useEffect(() => void loadNode(), []);
  return (
    <div class="staff">
      <StaffHeader title={title} detail={words.signIn()} />
      <main id="content" class="main stack">
        <PageTitle>{words.signIn()}</PageTitle>
        {ended && <Band>{words.ended()}</Band>}
        {node.value?.demo && <DemoStaff />}
      </main>
    </div>
  );
};

/** Invented people of the demo, who need no passkey. */
const demoStaff = [
  ["rohani", "Rohani", "officer"],
  ["azlina", "Azlina", "supervisor"],
  ["hafiz", "Hafiz", "branch_admin"],
  ["mei", "Mei", "auditor"],
  ["noor", "Noor", "hq_admin"],
] as const;

const DemoStaff = () => (
  <section class="card stack tight">
    <h2>{words.demoAs()}</h2>
    {demoStaff.map(([id, name, role]) => (
      <a
        key={id}
        class="button"
        target="_self"
        href={`/demo/enter?as=${role}:${id}&then=${encodeURIComponent(place.value.path)}`}
      >
        {name}, {words[role]().toLowerCase()}
      </a>
    ))}
  </section>
);
