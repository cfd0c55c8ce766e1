import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { loadChannels } from "../../channels";
import { Band } from "../../ui/band";
import { Button } from "../../ui/button";
import { Frame } from "../../ui/frame";
import { Icon } from "../../ui/icon";
import { PageTitle } from "../../ui/page-title";
import { common } from "../../words/common";
import { checkContact } from "../details/check";
import { errors } from "../details/form-state";
import { draft } from "../draft";
import { StepHead } from "../step-head";
import { goToStep } from "../steps";
import { ContactFields } from "./contact-fields";
import { NoWays } from "./no-ways";
import { readyWays, waysMin, waysOf } from "./ways";
import { proof } from "./words";

/** Before a time is kept: how this person is reached, and whether they can prove in two ways who they are. */
export const ContactStep = () => {
  useEffect(() => void loadChannels(), []);
  const asked = useSignal(false);
  const ready = readyWays();
  const next = () => {
    errors.value = checkContact(draft.peek());
    const [first] = Object.keys(errors.value);
    if (first !== undefined) return document.getElementById(first)?.focus();
    asked.value = true;
    if (readyWays() >= waysMin) return goToStep("date");
    // What is missing stands below the fold of a phone.
    requestAnimationFrame(() => document.getElementById("no-ways")?.scrollIntoView({ block: "center" }));
  };
  const isShort = asked.value && ready < waysMin;
  return (
    <Frame
      foot={
        <Button kind="primary" wide iconEnd="arrow-right" onClick={next}>
          {common.next()}
        </Button>
      }
    >
      <StepHead name="contact" />
      <PageTitle>{proof.contact()}</PageTitle>
      <p class="soft">{proof.contactWhy()}</p>
      <section class="card stack">
        <ContactFields />
      </section>
      <section class="stack tight">
        <h2>{proof.twoOfThree()}</h2>
        <p class="small soft">{proof.twoOfThreeHint()}</p>
        <ul class="proof-ways">
          {waysOf(draft.value).map(({ kind, name, isReady, says }) => (
            <li key={kind} class={isReady ? "ready" : ""}>
              <Icon name={isReady ? "circle-check" : "circle-off"} />
              <span>
                <span class="strong">{name}</span>
                <span class="small soft">{says}</span>
              </span>
            </li>
          ))}
        </ul>
        <p class="strong" role="status">
          {ready < waysMin ? proof.ready({ count: ready }) : proof.enough()}
        </p>
      </section>
      <div class="stack" id="no-ways">
        {isShort && (
          <Band tone="warning" alert>
            {proof.needMore({ count: waysMin - ready })}
          </Band>
        )}
        <NoWays title={proof.noWays()} open={isShort} />
      </div>
    </Frame>
  );
};
