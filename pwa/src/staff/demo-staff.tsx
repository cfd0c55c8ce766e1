import { place } from "../router";
import { staffWords as words } from "./words";

/** Invented people of the demo, who need no passkey to come in. */
const demoStaff = [
  ["rohani", "Rohani", "officer"],
  ["kumar", "Kumar", "gate_operator"],
  ["azlina", "Azlina", "supervisor"],
  ["hafiz", "Hafiz", "branch_admin"],
  ["mei", "Mei", "auditor"],
  ["noor", "Noor", "hq_admin"],
] as const;

export const DemoStaff = () => (
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
