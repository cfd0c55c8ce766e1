import { err, ok, type Result } from "../../sync/core/result";
import {
  type Applicant,
  type ApplicantError,
  type ApplicantInput,
  type ApplicantRule,
  type ApplicantWarning,
  parseApplicant,
  parsePeople,
  type PeopleError,
  type PersonWarning,
} from "./applicant";
import { type IdentityKey, identityKey } from "./identity";
import { type NameError, type NameWarning, parseName } from "./names";
import { parseSsm, type Ssm, type SsmError, type SsmWarning } from "./ssm";

/**
 * An employer's visit: the company, the representative who comes, and the workers it is about. Each worker
 * is bound to a travel document and takes a unit of the slot; the representative takes none.
 */
export interface EmployerInput {
  readonly ssm: string;
  readonly company: string;
  readonly representative: ApplicantInput;
  readonly workers: readonly ApplicantInput[];
}

export interface Employer {
  readonly ssm: Ssm;
  readonly company: string;
  readonly representative: Applicant;
  readonly workers: readonly Applicant[];
  /** Of the company. */
  readonly key: IdentityKey;
}

export const employerWorkersMax = 10;

export type EmployerError =
  | { readonly field: "ssm"; readonly error: SsmError }
  | { readonly field: "company"; readonly error: NameError }
  | { readonly field: "representative"; readonly error: ApplicantError }
  | { readonly field: "workers"; readonly error: PeopleError };

export type EmployerWarning =
  | { readonly field: "ssm"; readonly warning: SsmWarning }
  | { readonly field: "company"; readonly warning: NameWarning }
  | { readonly field: "representative"; readonly warning: ApplicantWarning }
  | { readonly field: "workers"; readonly warning: PersonWarning };

/** The representative's document is not asked for the service's minimum validity: only the workers' are. */
export const parseEmployer = (
  input: EmployerInput,
  rule: ApplicantRule,
): Result<
  { readonly employer: Employer; readonly warnings: readonly EmployerWarning[] },
  readonly EmployerError[]
> => {
  const ssm = parseSsm(input.ssm, rule.today);
  const company = parseName(input.company);
  const representative = parseApplicant(input.representative, { ...rule, validityMonthsMin: 0 });
  const workers = parsePeople(input.workers, rule, employerWorkersMax);
  if (!ssm.ok || !company.ok || !representative.ok || !workers.ok) {
    return err([
      ...(ssm.ok ? [] : [{ field: "ssm" as const, error: ssm.error }]),
      ...(company.ok ? [] : [{ field: "company" as const, error: company.error }]),
      ...(representative.ok
        ? []
        : representative.error.map((error) => ({ field: "representative" as const, error }))),
      ...(workers.ok ? [] : workers.error.map((error) => ({ field: "workers" as const, error }))),
    ]);
  }
  return ok({
    employer: {
      ssm: ssm.value.ssm,
      company: company.value.name,
      representative: representative.value.applicant,
      workers: workers.value.people,
      key: identityKey("MYS", "ssm", ssm.value.ssm.number),
    },
    warnings: [
      ...ssm.value.warnings.map((warning) => ({ field: "ssm" as const, warning })),
      ...company.value.warnings.map((warning) => ({ field: "company" as const, warning })),
      ...representative.value.warnings.map((warning) => ({ field: "representative" as const, warning })),
      ...workers.value.warnings.map((warning) => ({ field: "workers" as const, warning })),
    ],
  });
};
