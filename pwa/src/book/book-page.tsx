import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { catalogue, loadCatalogue, online } from "../node";
import { Frame } from "../ui/frame";
import { Failed, Loading } from "../ui/loading";
import { common } from "../words/common";
import { BranchStep } from "./branch-step";
import { DateStep } from "./date-step";
import { checkHold } from "./hold";
import { ServiceStep } from "./service-step";
import { step, type StepName, takeDeepLink } from "./steps";
import { WhoStep } from "./who-step";

/** The steps of a booking, one decision each. What is typed and proven is a later chunk. */
const BookPage = () => {
  useEffect(() => {
    void loadCatalogue();
    void checkHold();
  }, []);
  const ready = catalogue.value !== undefined;
  useEffect(() => {
    if (ready) takeDeepLink();
  }, [ready]);
  if (!ready)
    return (
      <Frame>
        {online.value ? (
          <Loading />
        ) : (
          <Failed text={common.lineLost()} onRetry={() => void loadCatalogue()} />
        )}
      </Frame>
    );
  const Step = stepByName[step.value];
  return <Step key={step.value} />;
};

const laterSteps = () => import("./details/later-steps");

const Later = ({ name }: { name: keyof Awaited<ReturnType<typeof laterSteps>> }) => {
  const [steps, setSteps] = useState<Awaited<ReturnType<typeof laterSteps>> | "failed">();
  const load = () => {
    setSteps(undefined);
    laterSteps().then(setSteps, () => setSteps("failed"));
  };
  useEffect(load, []);
  if (steps === undefined || steps === "failed")
    return <Frame>{steps ? <Failed text={common.lineLost()} onRetry={load} /> : <Loading />}</Frame>;
  const Step = steps[name];
  return <Step />;
};

const stepByName: Readonly<Record<StepName, ComponentType>> = {
  who: WhoStep,
  service: ServiceStep,
  branch: BranchStep,
  contact: () => <Later name="ContactStep" />,
  date: DateStep,
  details: () => <Later name="DetailsStep" />,
  confirm: () => <Later name="ConfirmStep" />,
  prove: () => <Later name="ProveStep" />,
};

export default BookPage;
