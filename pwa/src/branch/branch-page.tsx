import { useEffect } from "preact/hooks";
import { loadCatalogue } from "../node";
import { DayPage } from "./day-page";
import { Supervised } from "./supervised";

/** `/branch`: a supervisor's day. */
const BranchPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return <Supervised>{(supervisor) => <DayPage supervisor={supervisor} />}</Supervised>;
};

export default BranchPage;
