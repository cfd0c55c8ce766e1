import { Button } from "../ui/button";
import { type Choice, Choices } from "../ui/choices";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { PageTitle } from "../ui/page-title";
import { toast } from "../ui/toast";
import { catalogue } from "../node";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { officerBooking } from "./booker";
import { chooseDoor, clearDraft, type Door, draft } from "./draft";
import { releaseHold } from "./hold";
import { bookAsLastTime, forgetProfile, keptProfile, type Profile } from "./profile";
import { StepHead } from "./step-head";
import { goToStep } from "./steps";
import { book } from "./words";

/** Step 1: who applies. A returning person goes straight to the date. */
export const WhoStep = () => {
  const { door } = draft.value;
  // What is kept on an officer's tablet is not about the person at the counter.
  const profile = officerBooking() === undefined ? keptProfile() : undefined;
  const options: readonly Choice<Door>[] = [
    { value: "citizen", icon: "id-card", title: book.citizen(), detail: book.citizenDetail() },
    { value: "foreigner", icon: "globe", title: book.foreigner(), detail: book.foreignerDetail() },
    { value: "employer", icon: "briefcase", title: book.employer(), detail: book.employerDetail() },
  ];
  return (
    <Frame
      foot={
        <Button
          kind={profile && !door ? "outline" : "primary"}
          wide
          iconEnd="arrow-right"
          onClick={() => (door ? goToStep("service") : toast(book.pickFirst()))}
        >
          {common.next()}
        </Button>
      }
    >
      <StepHead name="who" />
      <PageTitle>{book.who()}</PageTitle>
      {profile && <LastTime profile={profile} />}
      <Choices legend={book.who()} legendHidden options={options} chosen={door} onPick={chooseDoor} />
      {door && (
        <div>
          <Button
            kind="quiet"
            icon="rotate-ccw"
            onClick={() => {
              releaseHold();
              clearDraft();
            }}
          >
            {book.startOver()}
          </Button>
        </div>
      )}
    </Frame>
  );
};

const LastTime = ({ profile }: { profile: Profile }) => {
  const service = catalogue.value?.services.find((row) => row.code === profile.service);
  const branch = catalogue.value?.branches.find((row) => row.code === profile.branch);
  if (!service || !branch) return null;
  return (
    <div class="card stack tight">
      <h2>{book.lastTime()}</h2>
      <p>
        {inLanguage(service.name)}
        <span class="small soft last-time">
          {inLanguage(branch.name)} · {common.people({ count: profile.people.length })}
        </span>
      </p>
      <div class="row">
        <Button
          kind={draft.value.door ? "outline" : "primary"}
          iconEnd="arrow-right"
          onClick={() => {
            bookAsLastTime(profile);
            goToStep("date");
          }}
        >
          {book.lastTimeGo()}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            forgetProfile();
            clearDraft();
            toast(book.forgotten());
          }}
        >
          <Icon name="trash-2" /> {book.forgetLast()}
        </Button>
      </div>
    </div>
  );
};
