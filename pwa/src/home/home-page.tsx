import { Frame } from "../ui/frame";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";

const HomePage = () => (
  <Frame>
    <PageTitle>{common.productName()}</PageTitle>
  </Frame>
);

export default HomePage;
