/** One chunk for the form and the last look: the rules for documents come with it, not before. */
export { ConfirmStep } from "./confirm-step";
export { DetailsStep } from "./details-step";
