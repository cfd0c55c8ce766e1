import type { Problem } from "../api";
import { ProblemBand } from "../ui/problem-band";
import { defineWords } from "../words/messages";
import { problemText } from "../words/problems";

/** What went wrong with a passkey, a code or a contact: only pages that ask for one carry these sentences. */
const problems = defineWords({
  passkey_refused: {
    ms: "Kunci laluan ini tidak dikenali di sini. Guna kunci laluan lain, atau log masuk dengan SMS.",
    en: "This passkey is not known here. Use another passkey, or sign in by SMS.",
  },
  passkey_unused: {
    ms: "Kunci laluan tidak digunakan, jadi tiada apa yang berubah. Cuba lagi, atau guna cara lain.",
    en: "The passkey was not used, so nothing has changed. Try again, or use another way.",
  },
  passkey_known: {
    ms: "Telefon atau kunci ini sudah ada dalam senarai. Anda boleh terus menggunakannya.",
    en: "This phone or key is on the list already. You can go on using it.",
  },
  too_many_passkeys: {
    ms: "Akaun ini sudah ada 10 kunci laluan. Buang yang tidak digunakan dahulu.",
    en: "This account has 10 passkeys already. Remove one that you do not use first.",
  },
  step_up: {
    ms: "Untuk ini, sahkan diri anda dengan kunci laluan dahulu.",
    en: "For this, show first that it is you, with your passkey.",
  },
  last_way_in: {
    ms: "Ini satu-satunya cara anda masuk. Tambah kunci laluan lain atau nombor telefon dahulu.",
    en: "This is your only way in. Add another passkey or a telephone number first.",
  },
  code_wrong: {
    ms: "Kod ini salah atau sudah tamat. Semak mesej terbaru, atau minta kod baharu.",
    en: "This code is wrong or has ended. Check the newest message, or ask for a new code.",
  },
  tries_used_up: {
    ms: "Kod ini sudah dicuba lima kali. Minta kod baharu.",
    en: "This code was tried five times. Ask for a new one.",
  },
  too_many_codes: {
    ms: "Kod sudah dihantar lima kali hari ini. Guna cara lain, atau cuba lagi esok.",
    en: "Codes were sent five times today. Use another way, or try again tomorrow.",
  },
  number_not_served: {
    ms: "SMS tidak sampai ke nombor ini. Guna nombor telefon bimbit Malaysia, atau e-mel.",
    en: "SMS does not reach this number. Use a Malaysian mobile number, or e-mail.",
  },
  sending_paused: {
    ms: "Penghantaran kod dihentikan sebentar. Guna cara lain, atau cuba lagi esok.",
    en: "Sending codes is paused for now. Use another way, or try again tomorrow.",
  },
  account_not_ready: {
    ms: "Akaun anda sedang dalam perjalanan dari ibu pejabat. Cuba lagi apabila talian pulih.",
    en: "Your account is on its way from headquarters. Try again when the line is back.",
  },
});

export const proofProblemText = (problem: Pick<Problem, "code"> & Partial<Problem>): string => {
  const own = (problems as Partial<Record<string, () => string>>)[problem.code];
  return own ? own() : problemText({ status: 0, requestId: null, errors: [], data: {}, ...problem });
};

export const ProofProblem = ({ problem }: { problem: Problem }) => (
  <ProblemBand problem={problem} text={proofProblemText(problem)} />
);
