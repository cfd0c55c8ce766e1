/**
 * Words of the kiosk. Everything a person meets on the way to a number is also in Chinese and Tamil (both still want a
 * native reader); the rarer pages fall back to English there.
 */
import type { Text } from "../words/language";
import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";

export const kioskWords = defineWords("kiosk/words", {
  // Frame
  pageName: { ms: "Daftar masuk", en: "Check in" },
  wipesIn: {
    ms: "Skrin ini dikosongkan dalam {count} saat",
    en: "This screen clears in {count, plural, one {# second} other {# seconds}}",
  },
  stillHere: { ms: "Masih di sini?", en: "Still here?" },
  moreTime: {
    ms: "Saya perlu masa lagi",
    en: "I need more time",
  },
  lowButtons: { ms: "Turunkan butang", en: "Lower the buttons" },
  raiseButtons: { ms: "Naikkan butang", en: "Raise the buttons" },
  help: { ms: "Saya perlu bantuan", en: "I need help" },
  helpTitle: { ms: "Kami bantu anda", en: "We will help you" },
  helpText: {
    ms: "Pergi ke meja pertanyaan di dewan ini dan tunjukkan slip atau dokumen anda. Tempat temujanji anda tetap ada.",
    en: "Go to the enquiry desk in this hall and show your slip or document. Your appointment keeps its place.",
  },
  helpRinging: {
    ms: "Loceng sudah berbunyi di kaunter. Sila tunggu di sini.",
    en: "The bell rings at the counters. Please wait here.",
  },
  helpComing: {
    ms: "Seseorang sedang datang",
    en: "Somebody is coming",
  },
  intakePaused: {
    ms: "Nombor baharu dihentikan seketika",
    en: "New numbers are paused for now",
  },
  intakePausedNext: {
    ms: "Jika anda ada temujanji, imbas slip anda seperti biasa. Jika tiada, tanya pegawai di meja pertanyaan bila nombor disambung.",
    en: "With an appointment, scan your slip as usual. Without one, ask at the enquiry desk when numbers go on.",
  },
  controls: { ms: "Butang", en: "Buttons" },
  done: shared.done,
  pleaseWait: { ms: "Sebentar…", en: "One moment…" },

  // Idle
  closedNow: {
    ms: "Pejabat belum dibuka",
    en: "The office is not open yet",
  },
  opensAt: { ms: "Dibuka {time}", en: "Opens at {time}" },
  nodeAway: {
    ms: "Kios ini sedang menunggu sambungan. Pegawai di pintu yang membawa tablet boleh menyemak slip anda sekarang.",
    en: "This kiosk is waiting for its connection. The officer at the door with a tablet can check your slip now.",
  },
  goToDesk: {
    ms: "Pergi ke meja pertanyaan",
    en: "Go to the enquiry desk",
  },

  // Scan
  scanTitle: {
    ms: "Tunjuk kod slip",
    en: "Show your slip's code",
  },
  scanHint: {
    ms: "Letakkan kod QR di hadapan kamera atau pengimbas.",
    en: "Hold the QR code in front of the camera or the scanner.",
  },
  scannerBelow: {
    ms: "Pengimbas di bawah skrin",
    en: "Scanner below the screen",
  },
  cameraView: { ms: "Gambar kamera", en: "Camera picture" },
  noCamera: {
    ms: "Kamera tidak dapat digunakan. Guna pengimbas, atau taip nombor rujukan.",
    en: "The camera cannot be used. Use the scanner, or type your reference.",
  },
  notOurCode: {
    ms: "Kod ini bukan slip temujanji. Cari kod QR pada slip anda.",
    en: "This code is not an appointment slip. Look for the QR code on your slip.",
  },
  typeReference: {
    ms: "Taip rujukan",
    en: "Type reference",
  },
  noAppointment: { ms: "Tiada temujanji", en: "No appointment" },

  // Typing
  typingTitle: {
    ms: "Taip rujukan dan nombor dokumen",
    en: "Type the reference and document number",
  },
  reference: sharedVisit.referenceNumber,
  referenceHint: {
    ms: "8 huruf dan angka pada slip",
    en: "8 letters and digits on the slip",
  },
  documentNumber: shared.documentNumber,
  documentHint: {
    ms: "MyKad atau pasport",
    en: "MyKad or passport",
  },
  keypad: { ms: "Papan kekunci", en: "Keyboard" },
  erase: { ms: "Padam", en: "Delete" },
  space: { ms: "Jarak", en: "Space" },
  empty: { ms: "kosong", en: "empty" },
  referenceShort: {
    ms: "Nombor rujukan ada 8 huruf dan angka. Anda menaip {count}.",
    en: "A reference has 8 letters and digits. You typed {count}.",
  },
  documentMissing: {
    ms: "Taip nombor dokumen yang anda guna semasa membuat temujanji.",
    en: "Type the document number you gave when booking.",
  },

  // A document that was read
  isThisYou: { ms: "Adakah ini anda?", en: "Is this you?" },
  thisIsMe: { ms: "Ya, ini saya", en: "Yes, this is me" },
  notMe: { ms: "Bukan saya", en: "This is not me" },
  nameOnDocument: {
    ms: "Nama dalam dokumen",
    en: "Name on the document",
  },
  documentExpires: { ms: "Sah hingga", en: "Valid until" },
  notReadTitle: {
    ms: "Dokumen belum terbaca",
    en: "The document was not read",
  },
  notReadNext: {
    ms: "Letakkan dokumen sekali lagi, rata dan tidak bergerak. Anda juga boleh menaip nombornya.",
    en: "Lay the document down once more, flat and still. You can also type its number.",
  },

  // Result
  checkedIn: {
    ms: "Anda sudah daftar masuk",
    en: "You are checked in",
  },
  appointmentAt: {
    ms: "Temujanji {time}, {service}",
    en: "Appointment {time}, {service}",
  },
  early: {
    ms: "Anda awal. Tempat anda tetap ada.",
    en: "You are early. Your place is kept.",
  },
  earlyDetail: {
    ms: "Kami panggil pada waktunya, {time}.",
    en: "We will call you at your time, {time}.",
  },
  late: {
    ms: "Anda lewat {count} minit",
    en: "You are {count, plural, one {# minute} other {# minutes}} late",
  },
  lateDetail: {
    ms: "Ini nombor giliran biasa. Anda tetap dilayan hari ini.",
    en: "Here is a normal number. You will be served today.",
  },
  already: {
    ms: "Anda sudah daftar masuk tadi",
    en: "You have checked in already",
  },
  alreadyDetail: {
    ms: "Ini nombor anda. Tiket tidak dicetak lagi.",
    en: "This is your number. The ticket is not printed again.",
  },
  walkedIn: {
    ms: "Ini nombor giliran anda",
    en: "Here is your queue number",
  },
  yourNumber: sharedVisit.yourNumber,
  estimate: sharedVisit.estimate,
  minutesRange: sharedVisit.minutesRange,
  untilAbout: sharedVisit.untilAbout,
  noEstimate: { ms: "Belum dapat dianggar", en: "Not known yet" },
  ahead: sharedVisit.ahead,
  takeTicket: {
    ms: "Ambil tiket di bawah skrin",
    en: "Take the ticket below the screen",
  },
  takeTicketDetail: {
    ms: "Simpan tiket sampai urusan selesai.",
    en: "Keep it until you have finished.",
  },
  takeElsewhere: {
    ms: "Ambil tiket anda di: {name}",
    en: "Take your ticket at: {name}",
  },
  printing: {
    ms: "Tiket sedang dicetak",
    en: "Your ticket is printing",
  },
  noPaper: {
    ms: "Kertas habis. Nombor anda {number}.",
    en: "The paper has run out. Your number is {number}.",
  },
  printerDown: {
    ms: "Tiket tidak dicetak. Nombor anda {number}.",
    en: "No ticket was printed. Your number is {number}.",
  },
  takePhoto: {
    ms: "Ambil gambar skrin ini.",
    en: "Take a photo of this screen.",
  },
  sitDown: {
    ms: "Sila duduk di ruang menunggu",
    en: "Please take a seat in the waiting area",
  },
  sitDownDetail: {
    ms: "Lihat skrin dan dengar nombor anda dipanggil.",
    en: "Watch the screen and listen for your number.",
  },
  claimNote: sharedVisit.priorityUnconfirmed,
  laneAppointment: sharedVisit.laneAppointment,
  lanePriority: sharedVisit.lanePriority,
  laneNormal: sharedVisit.laneNormal,
  laneEmployer: shared.employer,

  // Refusals: what happened, what is safe, what to do
  slipInvalid: {
    ms: "Kod ini bukan slip yang sah",
    en: "This code is not a valid slip",
  },
  slipInvalidNext: {
    ms: "Tekan “Saya perlu bantuan” atau guna nombor rujukan.",
    en: "Press “I need help” or use the reference number.",
  },
  slipCancelled: {
    ms: "Temujanji ini sudah dibatalkan",
    en: "This appointment was cancelled",
  },
  slipCancelledNext: {
    ms: "Anda masih boleh dilayan hari ini dengan nombor giliran biasa.",
    en: "You can still be served today with a normal number.",
  },
  slipExpired: {
    ms: "Tarikh slip ini sudah berlalu",
    en: "The date of this slip has passed",
  },
  slipExpiredNext: {
    ms: "Ambil nombor giliran biasa untuk hari ini, atau guna slip yang lebih baharu.",
    en: "Take a normal number for today, or use a newer slip.",
  },
  slipSuperseded: {
    ms: "Ada slip yang lebih baharu",
    en: "There is a newer slip",
  },
  slipSupersededNext: {
    ms: "Temujanji anda selamat. Buka slip terbaharu di telefon anda, atau taip nombor rujukan.",
    en: "Your appointment is safe. Open the latest slip on your phone, or type the reference.",
  },
  slipUsed: {
    ms: "Temujanji ini sudah selesai",
    en: "This appointment has been used",
  },
  slipUsedNext: {
    ms: "Jika anda perlu urusan lain, ambil nombor giliran baharu.",
    en: "If you need something else, take a new number.",
  },
  notFound: {
    ms: "Temujanji tidak dijumpai",
    en: "No appointment was found",
  },
  notFoundNext: {
    ms: "Semak nombor rujukan dan nombor dokumen, kemudian cuba sekali lagi.",
    en: "Check the reference and the document number, then try once more.",
  },
  tooManyTries: {
    ms: "Terlalu banyak cubaan",
    en: "Too many tries",
  },
  tooManyTriesNext: {
    ms: "Tempat anda selamat. Pergi ke meja pertanyaan dengan dokumen anda.",
    en: "Your place is safe. Go to the enquiry desk with your document.",
  },
  lineLost: {
    ms: "Kios terputus sebentar",
    en: "The kiosk lost its line for a moment",
  },
  lineLostNext: {
    ms: "Tempat anda selamat. Tekan cuba lagi; nombor yang sama akan keluar. Jika belum berjaya, pergi kepada pegawai di pintu yang membawa tablet.",
    en: "Your place is safe. Press try again; you will get the same number. If it still fails, go to the officer at the door with a tablet.",
  },
  otherRefusal: {
    ms: "Perkara ini tidak dapat dibuat di kios",
    en: "This cannot be done at the kiosk",
  },
  takeNormalNumber: {
    ms: "Ambil nombor giliran",
    en: "Take a queue number",
  },
  code: { ms: "Kod: {code}", en: "Code: {code}" },

  // Another day or place
  wrongDay: {
    ms: "Temujanji anda pada hari lain",
    en: "Your appointment is on another day",
  },
  wrongDayDetail: {
    ms: "Tempat anda tetap ada pada {when}.",
    en: "Your place is kept for {when}.",
  },
  wrongDayPast: {
    ms: "Tarikhnya {when}, sudah berlalu.",
    en: "It was on {when}, which has passed.",
  },
  wrongBranch: {
    ms: "Temujanji anda di cawangan lain",
    en: "Your appointment is at another branch",
  },
  wrongBranchDetail: { ms: "{branch}, {when}", en: "{branch}, {when}" },
  slotsHere: {
    ms: "Atau tempah di sini sekarang",
    en: "Or book here now",
  },
  noSlotsHere: {
    ms: "Tiada tempat kosong di sini dalam masa terdekat.",
    en: "There are no free places here in the near future.",
  },
  gone: {
    ms: "Nombor untuk urusan ini sudah habis",
    en: "All numbers for this service are gone",
  },
  goneNext: {
    ms: "Nombor seterusnya dibuka {time}.",
    en: "The next numbers open at {time}.",
  },
  goneToday: {
    ms: "Tiada nombor lagi hari ini.",
    en: "There are no more numbers today.",
  },
  nearest: { ms: "Cawangan terdekat", en: "Nearest branches" },
  kilometres: { ms: "{km} km", en: "{km} km" },

  // Walk-in
  walkInTitle: {
    ms: "Apakah urusan anda?",
    en: "What do you need?",
  },
  walkInService: { ms: "Pilih urusan", en: "Choose the service" },
  waitingCount: sharedVisit.waitingCount,
  aboutMinutes: {
    ms: "kira-kira {count} minit",
    en: "about {count} min",
  },
  numbersGone: { ms: "nombor habis", en: "numbers gone" },
  laneTitle: {
    ms: "Adakah salah satu ini benar?",
    en: "Is one of these true?",
  },
  laneHint: {
    ms: "Anda didahulukan. Pegawai mengesahkannya di kaunter.",
    en: "You go ahead of others. The officer confirms it at the counter.",
  },
  claimNone: { ms: "Tiada satu pun", en: "None of these" },
  claimElderly: shared.elderly,
  claimOku: shared.oku,
  claimPregnant: shared.pregnant,
  claimInfant: shared.infant,
  claimHaj: shared.haj,
  claimEmployer: {
    ms: "Saya wakil majikan",
    en: "I represent an employer",
  },

  // Booking on the spot
  bookTitle: { ms: "Tempah {when}", en: "Book {when}" },
  fullName: shared.fullName,
  fullNameHint: { ms: "seperti dalam dokumen", en: "as in the document" },
  myKad: { ms: "MyKad", en: "MyKad" },
  myKadHint: { ms: "12 digit", en: "12 digits" },
  passport: shared.passport,
  passportHint: { ms: "atau imbas muka surat gambar", en: "or scan the page with the photo" },
  country: { ms: "Negara", en: "Country" },
  countryHint: { ms: "3 huruf pada pasport", en: "3 letters on the passport" },
  expiresOn: shared.expiresOn,
  dateHint: { ms: "hari, bulan, tahun", en: "day, month, year" },
  consent: {
    ms: "Pegawai di kaunter akan mengesahkan tempahan dengan kod dan dokumen anda. Dengan mencetak kod, anda bersetuju butiran ini digunakan untuk temujanji ini sahaja.",
    en: "An officer at a counter will confirm the booking with the code and your document. By printing the code you agree that these details are used for this appointment only.",
  },
  checkField: { ms: "Semak butiran ini dengan dokumen anda.", en: "Check this against your document." },
  checkMarked: { ms: "Semak butiran yang bertanda.", en: "Check the marked details." },
  bringDocument: {
    ms: "Bawa dokumen anda ke meja pertanyaan; pegawai akan menempah untuk anda.",
    en: "Bring your document to the enquiry desk; an officer will book for you.",
  },
  printCode: { ms: "Cetak kod", en: "Print code" },
  held: { ms: "Kami simpan tempat ini untuk anda.", en: "We are keeping this place for you." },
  slotTaken: {
    ms: "Masa ini baru sahaja diambil. Pilih masa lain.",
    en: "This time was just taken. Choose another time.",
  },
  goToCounter: {
    ms: "Pergi ke kaunter untuk mengesahkan tempahan",
    en: "Go to a counter to confirm your booking",
  },
  notBookedYet: {
    ms: "Tempat anda disimpan. Temujanji disahkan apabila pegawai melihat dokumen anda.",
    en: "Your place is kept. The appointment is confirmed when an officer sees your document.",
  },
  goodUntil: { ms: "Kod sah hingga", en: "Code good until" },
  minutesLeft: {
    ms: "{count} minit lagi",
    en: "{count, plural, one {# minute left} other {# minutes left}}",
  },
  takePaper: { ms: "Ambil kertas kod di bawah", en: "Take the paper with the code below" },
  paperPrinting: { ms: "Kertas kod sedang dicetak", en: "The paper with the code is printing" },
  paperFailed: {
    ms: "Kertas tidak keluar. Ini kod anda.",
    en: "The paper did not come out. This is your code.",
  },
  photographCode: {
    ms: "Ambil gambar kod ini, atau tulis pada kertas.",
    en: "Take a photo of this code, or write it down.",
  },
  withDocument: {
    ms: "Bawa kod dan dokumen anda ke kaunter",
    en: "Take the code and your document to a counter",
  },
  anyCounter: {
    ms: "Meja pertanyaan, atau kaunter yang kosong.",
    en: "The enquiry desk, or a counter that is free.",
  },
  bookElsewhere: {
    ms: "Urusan ini perlu butiran tambahan. Tempah di telefon anda atau di meja pertanyaan.",
    en: "This service needs more details. Book on your phone or at the enquiry desk.",
  },

  // One's own entries and exits
  ownTitle: { ms: "Letakkan dokumen anda", en: "Lay your document down" },
  ownHint: {
    ms: "Letakkan muka surat gambar pasport pada pembaca, rata dan tidak bergerak. Kios akan menunjukkan rekod keluar masuk anda dan mencetak bukti.",
    en: "Lay the photo page of your passport on the reader, flat and still. The kiosk then shows your entries and exits, and prints a proof.",
  },
  readerBelow: { ms: "Pembaca di bawah skrin", en: "Reader below the screen" },
  layAgain: {
    ms: "Letakkan dokumen sekali lagi, rata dan tidak bergerak.",
    en: "Lay the document down once more, flat and still.",
  },
  layNow: { ms: "Letakkan dokumen sekali lagi", en: "Lay the document down again" },
  ownList: { ms: "Keluar masuk anda", en: "Your entries and exits" },
  ownChoose: { ms: "Pilih yang hendak dicetak", en: "Choose which one to print" },
  ownNone: { ms: "Tiada rekod untuk dokumen ini", en: "There is no record of this document" },
  ownNoneNext: {
    ms: "Kios ini hanya tahu keluar masuk di cawangan ini. Jika anda lalu di sini, pegawai di meja pertanyaan boleh mencarinya.",
    en: "This kiosk knows only entries and exits at this branch. If you passed here, an officer at the enquiry desk can look for it.",
  },
  ownOlder: {
    ms: "Yang lebih lama ada di meja pertanyaan.",
    en: "Older ones: ask at the enquiry desk.",
  },
  entry: sharedVisit.entry,
  exit: sharedVisit.exit,
  beforeOfficer: sharedVisit.byOfficer,
  printProof: sharedVisit.printProof,
  proofPrinting: { ms: "Bukti anda sedang dicetak", en: "Your proof is printing" },
  proofOut: { ms: "Ambil bukti di bawah skrin", en: "Take the proof below the screen" },
  proofElsewhere: { ms: "Ambil bukti anda di: {name}", en: "Take your proof at: {name}" },
  proofCheck: {
    ms: "Sesiapa boleh mengimbas kodnya untuk menyemak.",
    en: "Anybody can scan its code to check it.",
  },
  proofFailed: { ms: "Bukti tidak keluar", en: "The proof did not come out" },
  proofNoPrinter: { ms: "Kios ini tidak dapat mencetak sekarang", en: "This kiosk cannot print now" },
  ownDesk: {
    ms: "Rekod anda tidak hilang. Pegawai di meja pertanyaan boleh mencetak bukti; tunjukkan dokumen anda.",
    en: "Your record is safe. An officer at the enquiry desk can print the proof; show your document.",
  },
});

/** Before a language is chosen both stand side by side. */
export const idleTexts = {
  welcome: { ms: "Selamat datang", en: "Welcome" },
  choose: { ms: "Pilih bahasa untuk mula", en: "Choose a language to begin" },
  own: { ms: "Keluar dan masuk saya", en: "My entries and exits" },
} as const satisfies Record<string, Text>;
