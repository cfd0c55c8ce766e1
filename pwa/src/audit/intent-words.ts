import type { Intent } from "../../../sync/core/intents";
import { defineWords } from "../words/messages";

/** What was done, in a few words. What a newer program does is shown by its own name. */
const intentWords = defineWords({
  confirm: { ms: "Temujanji disahkan", en: "Appointment confirmed" },
  cancel: { ms: "Temujanji dibatalkan", en: "Appointment cancelled" },
  move: { ms: "Masa temujanji ditukar", en: "Appointment moved" },
  dropParty: { ms: "Seorang dikeluarkan daripada temujanji", en: "Person taken out of an appointment" },
  askCancel: { ms: "Pembatalan diminta", en: "Cancellation asked for" },
  askDrop: { ms: "Pengeluaran seorang diminta", en: "Taking a person out asked for" },
  correctParty: { ms: "Butiran dibetulkan", en: "Details corrected" },
  seeDocument: { ms: "Dokumen asal dilihat", en: "Original document seen" },
  callChosen: { ms: "Dipanggil di luar giliran", en: "Called out of order" },
  freeCounter: { ms: "Kaunter dibebaskan", en: "Counter freed" },
  setPolicy: { ms: "Cara memanggil nombor ditukar", en: "Calling policy changed" },
  changeCalendar: { ms: "Kalendar cawangan ditukar", en: "Branch calendar changed" },
  copyTicket: { ms: "Tiket dicetak semula", en: "Ticket printed again" },
  enrol: { ms: "Mesin didaftarkan", en: "Nodes enrolled" },
  suspend: { ms: "Mesin digantung", en: "Node suspended" },
  addPasskey: { ms: "Kunci laluan ditambah", en: "Passkey added" },
  renamePasskey: { ms: "Kunci laluan dinamakan semula", en: "Passkey renamed" },
  removePasskey: { ms: "Kunci laluan dibuang", en: "Passkey removed" },
  suspendPasskey: { ms: "Kunci laluan digantung", en: "Passkey suspended" },
  makeDeviceCode: { ms: "Kod peranti dibuat", en: "Device code made" },
  enrolDevice: { ms: "Peranti didaftarkan", en: "Device enrolled" },
  renameDevice: { ms: "Peranti dinamakan semula", en: "Device renamed" },
  revokeDevice: { ms: "Peranti disekat", en: "Device shut out" },
  stepUp: { ms: "Disahkan dengan kunci", en: "Confirmed with a key" },
  takeCounter: { ms: "Kaunter diambil alih", en: "Counter taken over" },
  addStaff: { ms: "Kakitangan ditambah", en: "Staff member added" },
  grantRole: { ms: "Peranan diberi", en: "Role given" },
  revokeRole: { ms: "Peranan ditarik balik", en: "Role taken back" },
  staffLeft: { ms: "Kakitangan berhenti", en: "Staff member left" },
  endStaffSessions: { ms: "Sesi kakitangan ditamatkan", en: "Staff sessions ended" },
  makeKeyCode: { ms: "Kod kunci dibuat", en: "Key code made" },
  makeFirstCode: { ms: "Kod pentadbir pertama dibuat", en: "First administrator's code made" },
  firstAdministrator: { ms: "Pentadbir pertama didaftarkan", en: "First administrator enrolled" },
  enrolStaffKey: { ms: "Kunci kakitangan didaftarkan", en: "Staff key enrolled" },
  askRecovery: { ms: "Pemulihan kunci dimohon", en: "Key recovery asked for" },
  recoverStaff: { ms: "Pemulihan kunci disahkan", en: "Key recovery confirmed" },
  sealCode: { ms: "Sampul kecemasan dibuat", en: "Emergency envelope made" },
  breakGlass: { ms: "Sampul kecemasan dibuka", en: "Emergency envelope opened" },
  changeContact: { ms: "Telefon atau e-mel akaun ditukar", en: "Account's telephone or e-mail changed" },
  exportAudit: { ms: "Log audit dieksport", en: "Audit log exported" },
} satisfies Partial<Record<Intent, { readonly ms: string; readonly en: string }>>);

export const intentWord = (intent: string): string =>
  (intentWords as Partial<Record<string, () => string>>)[intent]?.() ?? intent;
