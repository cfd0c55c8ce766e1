/** What messages say, in the language of who reads them: one sentence for an SMS, the same with the particulars for e-mail. */
import type { NoticeChannel } from "../../sync/core/plan";

/** What a message is about, as words: names looked up, times as people say them. */
export type Facts =
  | {
      readonly purpose: "code";
      readonly use: "booking" | "contact" | "recovery" | "sign_in";
      readonly code: string;
    }
  | ({
      readonly purpose: "booked" | "cancelled" | "moved" | "superseded" | "office_changed";
    } & VisitFacts)
  | ({
      readonly purpose: "reminder";
      readonly bring: readonly string[];
      readonly address: string;
    } & VisitFacts)
  | { readonly purpose: "contact_changed" | "passkey_added" | "backup_lost"; readonly when: string }
  | { readonly purpose: "recovery_asked"; readonly opens: string; readonly stop: string };

interface VisitFacts {
  /** `02R1-XCF3` */
  readonly ref: string;
  readonly branch: string;
  readonly service: string;
  /** `Khamis, 11 Februari 2027` */
  readonly day: string;
  /** `10.30 pagi` */
  readonly time: string;
  /** `Kha, 11 Februari 10.30 pagi` */
  readonly when: string;
}

export interface Written {
  readonly subject: string;
  readonly body: string;
}

/** `pages`: where the holder finds the booking. Not in an SMS: people are taught not to trust addresses there. */
export const write = (channel: NoticeChannel, lang: "ms" | "en", facts: Facts, pages: string): Written => {
  const { subject, sentence } = lang === "en" ? english(facts) : malay(facts);
  if (channel === "sms") return { subject: "", body: short((branch) => `STO: ${sentence(branch)}`, facts) };
  const words = mailWords[lang];
  const parts = [
    sentence(branchOf(facts)),
    ...("ref" in facts
      ? [
          [
            `${words.reference}: ${facts.ref}`,
            `${words.service}: ${facts.service}`,
            `${words.branch}: ${facts.branch}`,
            `${words.time}: ${facts.day}, ${facts.time}`,
            ...("address" in facts ? [`${words.address}: ${facts.address}`] : []),
          ].join("\n"),
          ...("bring" in facts
            ? [[`${words.bring}:`, ...facts.bring.map((one) => `- ${one}`)].join("\n")]
            : []),
          ...("bring" in facts ? [`${words.slip}: ${pages}/slip/${facts.ref.replace("-", "")}`] : []),
          `${words.pages}: ${pages}/my`,
        ]
      : []),
    words.end,
  ];
  return { subject: `STO: ${subject}`, body: `${parts.join("\n\n")}\n` };
};

/** One SMS of the GSM alphabet holds so many letters (3GPP TS 23.038, 6.1.2.1.1). */
export const smsLettersMax = 160;

/** An office's long name gives way where the message would need a second SMS. */
const short = (text: (branch: string) => string, facts: Facts): string => {
  const branch = branchOf(facts);
  const over = text(branch).length - smsLettersMax;
  return over <= 0
    ? text(branch)
    : text(`${branch.slice(0, Math.max(0, branch.length - over - 2)).trimEnd()}..`);
};

const branchOf = (facts: Facts): string => ("branch" in facts ? facts.branch : "");

interface Said {
  readonly subject: string;
  readonly sentence: (branch: string) => string;
}

const malay = (facts: Facts): Said => {
  switch (facts.purpose) {
    case "code":
      return {
        subject: "Kod anda",
        sentence: () =>
          `Kod ${facts.code} untuk ${codeUses.ms[facts.use]}. Sah 10 minit. Jangan beri kepada sesiapa, pegawai pun tidak.`,
      };
    case "booked":
      return {
        subject: "Temujanji disahkan",
        sentence: (branch) => `Temujanji ${facts.ref} disahkan: ${facts.when}, ${branch}. Bawa dokumen asal.`,
      };
    case "cancelled":
      return {
        subject: "Temujanji dibatalkan",
        sentence: () =>
          `Temujanji ${facts.ref} pada ${facts.when} telah dibatalkan. Bukan anda? Beritahu mana-mana kaunter imigresen.`,
      };
    case "moved":
      return {
        subject: "Temujanji ditukar",
        sentence: (branch) =>
          `Temujanji ${facts.ref} kini ${facts.when}, ${branch}. Slip lama tidak sah lagi.`,
      };
    case "superseded":
      return {
        subject: "Temujanji tidak lagi sah",
        sentence: () =>
          `Temujanji ${facts.ref} (${facts.when}) tidak lagi sah. Bawa dokumen asal ke kaunter; pegawai akan bantu.`,
      };
    case "office_changed":
      return {
        subject: "Sila pilih masa baharu",
        sentence: () =>
          `Pejabat perlu menukar masa temujanji ${facts.ref} (${facts.when}). Tidak dibatalkan. Pilih masa di Temujanji saya.`,
      };
    case "reminder":
      return {
        subject: "Peringatan temujanji",
        sentence: (branch) =>
          `Peringatan: temujanji ${facts.ref} ${facts.when}, ${branch}. Bawa dokumen asal. Tukar atau batal di Temujanji saya.`,
      };
    case "contact_changed":
      return {
        subject: "Nombor atau e-mel ditukar",
        sentence: () => `Nombor atau e-mel akaun anda ditukar ${facts.when}. ${notYou.ms}`,
      };
    case "passkey_added":
      return {
        subject: "Kunci laluan ditambah",
        sentence: () => `Kunci laluan baharu ditambah pada akaun anda ${facts.when}. ${notYou.ms}`,
      };
    case "backup_lost":
      return {
        subject: "Kunci laluan hanya pada satu telefon",
        sentence: () =>
          `Sejak ${facts.when}, satu kunci laluan anda tiada salinan lagi: jika telefon hilang, ia hilang juga. Tambah satu lagi di Akaun saya.`,
      };
    case "recovery_asked":
      return {
        subject: "Pemulihan akaun diminta",
        sentence: () =>
          `Pemulihan akaun anda diminta, dibuka ${facts.opens}. Bukan anda? Hentikan di Akaun saya dengan kod ${facts.stop}, atau di kaunter.`,
      };
  }
};

const english = (facts: Facts): Said => {
  switch (facts.purpose) {
    case "code":
      return {
        subject: "Your code",
        sentence: () =>
          `Code ${facts.code} to ${codeUses.en[facts.use]}. Good for 10 minutes. Give it to nobody, not even an officer.`,
      };
    case "booked":
      return {
        subject: "Appointment confirmed",
        sentence: (branch) =>
          `Appointment ${facts.ref} confirmed: ${facts.when}, ${branch}. Bring your original documents.`,
      };
    case "cancelled":
      return {
        subject: "Appointment cancelled",
        sentence: () =>
          `Appointment ${facts.ref} on ${facts.when} was cancelled. Not you? Tell any immigration counter.`,
      };
    case "moved":
      return {
        subject: "Appointment moved",
        sentence: (branch) =>
          `Appointment ${facts.ref} is now ${facts.when}, ${branch}. The old slip is no longer valid.`,
      };
    case "superseded":
      return {
        subject: "Appointment no longer valid",
        sentence: () =>
          `Appointment ${facts.ref} (${facts.when}) no longer stands. Bring the original document to a counter; an officer will help.`,
      };
    case "office_changed":
      return {
        subject: "Please choose a new time",
        sentence: () =>
          `The office had to change the time of ${facts.ref} (${facts.when}). It is not cancelled. Choose a time in My appointments.`,
      };
    case "reminder":
      return {
        subject: "Your appointment is coming",
        sentence: (branch) =>
          `Reminder: appointment ${facts.ref} ${facts.when}, ${branch}. Bring original documents. Change or cancel it in My appointments.`,
      };
    case "contact_changed":
      return {
        subject: "Number or e-mail changed",
        sentence: () => `The number or e-mail of your account was changed ${facts.when}. ${notYou.en}`,
      };
    case "passkey_added":
      return {
        subject: "Passkey added",
        sentence: () => `A new passkey was added to your account ${facts.when}. ${notYou.en}`,
      };
    case "backup_lost":
      return {
        subject: "A passkey is on one phone only",
        sentence: () =>
          `Since ${facts.when} one of your passkeys has no copy any more: with the phone it would be lost. Add another in My account.`,
      };
    case "recovery_asked":
      return {
        subject: "Account recovery asked for",
        sentence: () =>
          `Recovery of your account was asked for, opens ${facts.opens}. Not you? Stop it in My account with code ${facts.stop}, or at a counter.`,
      };
  }
};

const codeUses = {
  ms: {
    booking: "sahkan temujanji",
    contact: "sahkan nombor atau e-mel ini",
    recovery: "pulihkan akaun",
    sign_in: "log masuk",
  },
  en: {
    booking: "confirm your appointment",
    contact: "confirm this number or e-mail",
    recovery: "recover your account",
    sign_in: "sign in",
  },
} as const;

const notYou = {
  ms: "Bukan anda? Bawa dokumen ke mana-mana kaunter imigresen.",
  en: "Not you? Bring your document to any immigration counter.",
} as const;

const mailWords = {
  ms: {
    reference: "Nombor rujukan",
    service: "Urusan",
    branch: "Cawangan",
    time: "Tarikh dan masa",
    address: "Alamat",
    bring: "Bawa dokumen ini",
    slip: "Slip anda",
    pages: "Batal atau tukar di Temujanji saya",
    end: "Temujanji adalah percuma dan tidak perlu ejen. E-mel ini dihantar oleh sistem; jangan balas.",
  },
  en: {
    reference: "Reference number",
    service: "Service",
    branch: "Branch",
    time: "Date and time",
    address: "Address",
    bring: "Bring these documents",
    slip: "Your slip",
    pages: "Cancel or change it in My appointments",
    end: "Appointments are free and need no agent. This e-mail was sent by the system; please do not reply.",
  },
} as const;
