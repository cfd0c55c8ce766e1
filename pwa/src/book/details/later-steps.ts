/** One chunk for what is typed, looked at once more and proven: the rules for documents come with it, not before. */
export { ContactStep } from "../proof/contact-step";
export { ProveStep } from "../proof/prove-step";
export { ConfirmStep } from "./confirm-step";
export { DetailsStep } from "./details-step";
