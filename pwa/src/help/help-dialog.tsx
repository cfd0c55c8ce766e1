import { post } from "../api";
import { node } from "../node";
import { place } from "../router";
import { matchPath } from "../match-path";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { type Guide, guides } from "./guides";
import { startTour } from "./tour";
import { helpWords } from "./words";

export const guideOf = (path: string): Guide | undefined => {
  const found = Object.keys(guides).find((pattern) => matchPath(pattern, path));
  return found === undefined ? undefined : guides[found];
};

/** What this page is for, a walk past its parts, and the way to practise. */
export const HelpDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { path } = place.value;
  const guide = guideOf(path);
  const practise = async () => {
    const answer = await post<{ url: string }>("/training", { page: path }, { as: "staff" });
    if (answer.ok) location.assign(answer.value.url);
    else toast(helpWords.noTraining());
  };
  return (
    <Dialog open={open} title={helpWords.title()} onClose={onClose}>
      {guide?.sentences.map((sentence, at) => (
        <p key={at}>{sentence()}</p>
      ))}
      {node.value?.training === "offered" && <p class="small soft">{helpWords.practiseWhat()}</p>}
      <div class="row">
        {guide && guide.tour.length > 0 && (
          <Button
            onClick={() => {
              onClose();
              startTour(guide.tour);
            }}
          >
            {helpWords.show()}
          </Button>
        )}
        {node.value?.training === "offered" && (
          <Button onClick={() => void practise()}>{helpWords.practise()}</Button>
        )}
        <Button kind="quiet" onClick={onClose}>
          {common.close()}
        </Button>
      </div>
    </Dialog>
  );
};
