import { parsePhone } from "../../../../server/applicants/contact";
import { proofProblemText } from "../../account/problems";
import { isServed } from "../../channels";
import { TextField } from "../../ui/field";
import { errors, mended } from "../details/form-state";
import { form } from "../details/words";
import { draft, edit } from "../draft";

/** Telephone and e-mail. A number that no SMS reaches is said while it is typed, before anybody waits for one. */
export const ContactFields = () => {
  const { phone, email } = draft.value;
  const unreached = parsePhone(phone).ok && !isServed(phone);
  return (
    <>
      <TextField
        id="phone"
        label={form.phone()}
        optional
        type="tel"
        autoComplete="tel"
        error={errors.value["phone"]}
        warning={unreached ? proofProblemText({ code: "number_not_served" }) : undefined}
        value={phone}
        onValue={(typed) => {
          mended("phone");
          edit({ phone: typed });
        }}
      />
      <TextField
        id="email"
        label={form.email()}
        optional
        type="email"
        autoComplete="email"
        error={errors.value["email"]}
        value={email}
        onValue={(typed) => {
          mended("email");
          edit({ email: typed });
        }}
      />
    </>
  );
};
