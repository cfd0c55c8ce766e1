import { TextField } from "../../ui/field";
import { draft, edit, type EmployerDraft } from "../draft";
import { errors, mended, warnings } from "./form-state";
import { form } from "./words";

/** The company and the person it sends; the workers follow as people. */
export const EmployerForm = () => {
  const { employer } = draft.value;
  const field = (name: keyof EmployerDraft) => {
    const id = `employer-${name}`;
    return {
      id,
      error: errors.value[id],
      warning: warnings.value[id],
      value: employer[name],
      onValue: (value: string) => {
        mended(id);
        edit({ employer: { ...draft.peek().employer, [name]: value } });
      },
    };
  };
  return (
    <>
      <section class="card stack">
        <h2>{form.company()}</h2>
        <TextField {...field("ssm")} label={form.ssm()} hint={form.ssmHint()} exact />
        <TextField
          {...field("company")}
          label={form.companyName()}
          autoComplete="organization"
          lengthMax={400}
        />
      </section>
      <section class="card stack">
        <h2>{form.representative()}</h2>
        <TextField
          {...field("mykad")}
          label={form.representativeMykad()}
          hint={form.mykadHint()}
          inputMode="numeric"
        />
        <TextField {...field("name")} label={form.representativeName()} autoComplete="name" lengthMax={400} />
      </section>
    </>
  );
};
