import { useState } from "preact/hooks";
import { plainRef } from "../slips";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { PageTitle } from "../ui/page-title";
import { common } from "../words/common";
import { typeReference } from "./door";
import { doorWords as words } from "./words";

const referenceShape = /^[0-9A-HJKMNP-TV-Z]{8}$/;

/** For whoever comes without a code. */
export const TypeReference = ({ onBack }: { onBack: () => void }) => {
  const [ref, setRef] = useState("");
  const [documentNumber, setDocumentNumber] = useState("");
  const [tried, setTried] = useState(false);
  const isReference = referenceShape.test(plainRef(ref));
  const submit = () => {
    setTried(true);
    if (isReference && documentNumber.trim() !== "") void typeReference(plainRef(ref), documentNumber.trim());
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PageTitle key="type">{words.type()}</PageTitle>
      <TextField
        label={words.reference()}
        hint={words.referenceHint()}
        value={ref}
        onValue={setRef}
        lengthMax={9}
        exact
        mono
        error={tried && !isReference ? words.referenceWrong() : undefined}
      />
      <TextField
        label={words.documentNumber()}
        value={documentNumber}
        onValue={setDocumentNumber}
        lengthMax={40}
        exact
        mono
        error={tried && documentNumber.trim() === "" ? words.documentMissing() : undefined}
      />
      <Button kind="primary" icon="check" type="submit" wide>
        {words.check()}
      </Button>
      <Button icon="arrow-left" wide onClick={onBack}>
        {common.back()}
      </Button>
    </form>
  );
};
