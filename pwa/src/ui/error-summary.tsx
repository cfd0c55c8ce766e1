import { common } from "../words/common";
import { Band } from "./band";

export interface FormError {
  /** Id of the control to go to. */
  readonly id: string;
  readonly text: string;
}

/** Links to each wrong field, at the top of the form: shown from two errors on, one alone stands under its field. */
export const ErrorSummary = ({ errors }: { errors: readonly FormError[] }) =>
  errors.length < 2 ? null : (
    <Band tone="danger" alert>
      <h2>{common.errorSummary({ count: errors.length })}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.id}>
            <a
              href={`#${error.id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(error.id)?.focus();
              }}
            >
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </Band>
  );
