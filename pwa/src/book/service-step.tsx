import { useSignal } from "@preact/signals";
import type { Service } from "../api-types";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { TextField } from "../ui/field";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { categoryName } from "../words/categories";
import { inLanguage } from "../words/language";
import { hasWords } from "../word-search";
import { draft, edit, kindFor, peopleMax } from "./draft";
import { StepHead } from "./step-head";
import { chosenService, goToStep } from "./steps";
import { book } from "./words";

/** Step 2: what for. Search over both languages, groups, and the papers of the chosen one in place. */
export const ServiceStep = () => {
  const search = useSignal("");
  const { door, service: chosen } = draft.value;
  const offered = (catalogue.value?.services ?? []).filter((service) => kindFor(service, door));
  const found = offered.filter((service) => matches(service, search.value));
  const categories = [...new Set(found.map((service) => service.category))];
  const pick = (code: string) => {
    const service = offered.find((row) => row.code === code);
    edit({ service: code, people: draft.peek().people.slice(0, peopleMax(service, door)) });
  };
  return (
    <Frame
      foot={
        <>
          <div class="grow">{chosenService.value && <Chosen service={chosenService.value} />}</div>
          <Button
            kind="primary"
            iconEnd="arrow-right"
            onClick={() =>
              offered.some((row) => row.code === chosen) ? goToStep("branch") : toast(book.pickFirst())
            }
          >
            {common.next()}
          </Button>
        </>
      }
    >
      <StepHead name="service" />
      <PageTitle>{book.service()}</PageTitle>
      <TextField
        label={book.searchService()}
        type="search"
        value={search.value}
        onValue={(value) => {
          search.value = value;
        }}
      />
      {found.length === 0 && (
        <div class="row" role="status">
          <span>{book.noService()}</span>
          <Button
            onClick={() => {
              search.value = "";
            }}
          >
            {book.showAll()}
          </Button>
        </div>
      )}
      {categories.map((category) => (
        <Choices
          key={category}
          legend={categoryName(category)}
          chosen={chosen}
          onPick={pick}
          options={found
            .filter((service) => service.category === category)
            .map((service) => ({
              value: service.code,
              title: inLanguage(service.name),
              detail: service.code === chosen ? <Papers service={service} /> : <Facts service={service} />,
            }))}
        />
      ))}
    </Frame>
  );
};

const matches = ({ code, name }: Service, search: string): boolean =>
  hasWords(`${code} ${name.ms} ${name.en}`, search);

const Facts = ({ service }: { service: Service }) => (
  <>
    {book.minutesAbout({ count: service.minutes })} ·{" "}
    {book.documentsCount({ count: service.documents.length })}
  </>
);

const Papers = ({ service }: { service: Service }) => (
  <span class="papers">
    <Facts service={service} />
    <span class="strong">{book.bring()}</span>
    {service.documents.map((document) => (
      <span class="paper" key={document.en}>
        <Icon name="check" /> {inLanguage(document)}
      </span>
    ))}
  </span>
);

const Chosen = ({ service }: { service: Service }) => (
  <span class="small strong chosen-name">{inLanguage(service.name)}</span>
);
