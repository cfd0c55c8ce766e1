import { defineWords } from "../../words/messages";
import { shared } from "../../words/shared";

/** Words of the form and of the last look before confirming. */
export const form = defineWords("book/details/words", {
  person: { ms: "Orang {no}", en: "Person {no}" },
  worker: { ms: "Pekerja {no}", en: "Worker {no}" },
  applicant: shared.applicant,
  addPerson: { ms: "Tambah orang", en: "Add a person" },
  addWorker: { ms: "Tambah pekerja", en: "Add a worker" },
  removePerson: { ms: "Buang", en: "Remove" },
  noRoomForMore: {
    ms: "Masa ini tidak cukup tempat untuk seorang lagi. Kekalkan, atau pilih masa lain.",
    en: "This time has no room for one more. Keep it, or choose another time.",
  },
  helping: { ms: "Saya menempah untuk orang lain", en: "I am booking for somebody else" },

  name: shared.fullName,
  nameHint: { ms: "Seperti dalam dokumen, dalam satu ruangan.", en: "As in the document, all in one field." },
  mykad: { ms: "Nombor MyKad atau MyKid", en: "MyKad or MyKid number" },
  mykadHint: { ms: "12 digit, contoh 900101-14-5678", en: "12 digits, such as 900101-14-5678" },
  mypr: { ms: "Nombor MyPR", en: "MyPR number" },
  documentType: { ms: "Dokumen", en: "Document" },
  passport: shared.passport,
  splp: { ms: "SPLP (surat perjalanan laksana paspor)", en: "SPLP (travel document in lieu of passport)" },
  number: shared.documentNumber,
  country: { ms: "Negara yang mengeluarkan", en: "Issuing country" },
  chooseCountry: { ms: "Pilih negara", en: "Choose a country" },
  expiresOn: shared.expiresOn,
  expiryHint: {
    ms: "Mesti sah sekurang-kurangnya {count} bulan selepas tarikh temujanji.",
    en: "Must be valid for at least {count, plural, one {# month} other {# months}} after the visit.",
  },
  mrzOpen: {
    ms: "Isi cepat: taip dua baris kod di bawah gambar pasport",
    en: "Fill in quickly: type the two code lines below the passport photo",
  },
  mrz: { ms: "Baris kod pasport", en: "Passport code lines" },
  mrzHint: {
    ms: "Bermula dengan P<. Tanda < ialah pengisi.",
    en: "They begin with P<. The sign < is a filler.",
  },
  mrzRead: { ms: "Dibaca: {name}, {number}.", en: "Read: {name}, {number}." },
  mrzDoubt: {
    ms: "Satu aksara mungkin tersalah taip. Semak nombor dan tarikh di bawah.",
    en: "A character may be mistyped. Check the number and date below.",
  },
  mrzUnread: {
    ms: "Belum lengkap: {count} aksara setakat ini.",
    en: "Not complete yet: {count} characters so far.",
  },
  needs: { ms: "Perlu bantuan semasa lawatan?", en: "Need help at the visit?" },
  needsHint: {
    ms: "Pegawai akan bersedia. Hanya pegawai yang melayan anda melihatnya.",
    en: "The officer will be ready. Only the officer who serves you sees it.",
  },
  priority: { ms: "Perlu laluan keutamaan?", en: "Need the priority lane?" },
  priorityHint: {
    ms: "Pegawai akan mengesahkannya di cawangan.",
    en: "An officer will confirm it at the branch.",
  },
  elderly: shared.elderly,
  oku: shared.oku,
  pregnant: shared.pregnant,
  infant: shared.infant,
  haj: shared.haj,
  chooseAnswer: { ms: "Pilih jawapan", en: "Choose an answer" },

  company: shared.company,
  companyName: { ms: "Nama syarikat", en: "Company name" },
  ssm: { ms: "Nombor pendaftaran SSM", en: "SSM registration number" },
  ssmHint: {
    ms: "12 digit, atau nombor lama seperti 123456-A",
    en: "12 digits, or an old number such as 123456-A",
  },
  representative: { ms: "Wakil yang akan hadir", en: "Representative who will come" },
  representativeName: { ms: "Nama penuh wakil", en: "Representative's full name" },
  representativeMykad: { ms: "Nombor MyKad wakil", en: "Representative's MyKad number" },
  workers: { ms: "Pekerja", en: "Workers" },

  phone: { ms: "Telefon", en: "Phone" },
  email: { ms: "E-mel", en: "E-mail" },

  rowWho: shared.applicant,
  rowService: shared.service,
  rowBranch: shared.branch,
  rowWhen: { ms: "Masa", en: "When" },
  rowFee: shared.fee,
  bookingIsFree: shared.bookingIsFree,
  noContact: { ms: "Tidak diberi", en: "Not given" },
  consent: {
    ms: "Butiran ini benar, dan saya bersetuju Jabatan Imigresen menggunakannya untuk temujanji ini.",
    en: "These details are true, and I agree that the Immigration Department uses them for this appointment.",
  },
  consentAtDesk: {
    ms: "Pemohon melihat butiran ini dan bersetuju Jabatan Imigresen menggunakannya untuk temujanji ini.",
    en: "The applicant has seen these details and agrees that the Immigration Department uses them for this appointment.",
  },
  consentMissing: { ms: "Tandakan untuk mengesahkan.", en: "Tick this to confirm." },
  remember: {
    ms: "Simpan butiran ini di telefon ini untuk kali depan.",
    en: "Keep these details on this phone for next time.",
  },
  agree: { ms: "Setuju dan teruskan", en: "Agree and continue" },
  alreadyBooked: {
    ms: "Anda sudah ada temujanji untuk urusan ini: {when}.",
    en: "You already have an appointment for this: {when}.",
  },
  seeBooking: { ms: "Lihat temujanji itu", en: "See that appointment" },
});

/** What is wrong with a field, by the rule's own error type. */
export const wrong = defineWords("book/details/wrong", {
  empty: { ms: "Jawab: {label}", en: "Answer: {label}" },
  NameEmpty: shared.nameMissing,
  NameWithoutLetter: { ms: "Nama perlu ada huruf.", en: "A name needs letters." },
  NameTooLong: {
    ms: "Nama ini terlalu panjang ({graphemes} huruf).",
    en: "This name is too long ({graphemes} letters).",
  },
  MyKadEmpty: { ms: "Isi nombor MyKad, 12 digit.", en: "Give the MyKad number, 12 digits." },
  MyKadCharacters: {
    ms: "Nombor MyKad hanya ada angka. Buang: {characters}",
    en: "A MyKad number has figures only. Remove: {characters}",
  },
  MyKadLength: {
    ms: "Nombor MyKad ada 12 digit. Anda menaip {digits}.",
    en: "A MyKad number has 12 digits. You typed {digits}.",
  },
  MyKadDate: {
    ms: "Enam digit pertama ialah tarikh lahir. Semak semula digit itu.",
    en: "The first six digits are a date of birth. Check them.",
  },
  DocumentNumberEmpty: shared.documentNumberMissing,
  DocumentNumberCharacters: {
    ms: "Nombor dokumen hanya ada huruf dan angka. Buang: {characters}",
    en: "A document number has letters and figures only. Remove: {characters}",
  },
  DocumentNumberLength: {
    ms: "Nombor ini ada {charactersMin} hingga {charactersMax} aksara. Anda menaip {characters}.",
    en: "This number has {charactersMin} to {charactersMax} characters. You typed {characters}.",
  },
  DocumentCountryUnknown: {
    ms: "Pilih negara yang mengeluarkan dokumen ini.",
    en: "Choose the country that issued it.",
  },
  DocumentExpiryUnreadable: {
    ms: "Isi tarikh luput: hari, bulan, tahun, contoh 18/09/2029.",
    en: "Give the date of expiry: day, month, year, such as 18/09/2029.",
  },
  DocumentExpiresBeforeVisit: {
    ms: "Pasport ini luput sebelum tarikh temujanji. Guna pasport baharu, atau tarikh awal.",
    en: "This passport expires before the visit. Use a new passport or an earlier date.",
  },
  DocumentValidityShort: {
    ms: "Pasport ini perlu sah sekurang-kurangnya {validityMonthsMin} bulan selepas temujanji. Guna pasport baharu, atau tarikh awal.",
    en: "This passport must be valid for {validityMonthsMin} months after the visit. Use a new passport or an earlier date.",
  },
  PersonRepeated: {
    ms: "Dokumen ini sudah diisi untuk orang lain di atas.",
    en: "This document was given for another person above.",
  },
  SsmEmpty: { ms: "Isi nombor SSM.", en: "Give the SSM number." },
  SsmOther: {
    ms: "Nombor SSM ada 12 digit, atau nombor lama dengan satu huruf seperti 123456-A.",
    en: "An SSM number has 12 digits, or is an old one with a letter such as 123456-A.",
  },
  PhoneOther: {
    ms: "Semak nombor telefon ini, contoh 012-345 6789.",
    en: "Check this phone number, such as 012-345 6789.",
  },
  EmailOther: {
    ms: "Semak alamat e-mel ini, contoh nama@contoh.my.",
    en: "Check this e-mail address, such as name@example.my.",
  },
  AnswerMissing: { ms: "Jawab soalan ini.", en: "Answer this question." },
  AnswerNoDate: {
    ms: "Isi tarikh: hari, bulan, tahun, contoh 18/09/2026.",
    en: "Give a date: day, month, year, such as 18/09/2026.",
  },
  AnswerDateFuture: {
    ms: "Tarikh ini belum tiba. Isi tarikh yang sudah lepas.",
    en: "This date is still to come. Give one in the past.",
  },
  AnswerDatePast: {
    ms: "Tarikh ini sudah lepas. Isi tarikh akan datang.",
    en: "This date has passed. Give one to come.",
  },
  AnswerOutOfRange: shared.numberRange,
  AnswerTooLong: {
    ms: "Jawapan ini terlalu panjang (paling banyak {charsMax} aksara).",
    en: "This answer is too long (at most {charsMax} characters).",
  },
  DocumentNotForKind: {
    ms: "Urusan ini perlu dokumen lain. Semak jenis dokumen.",
    en: "This service needs another document. Check its type.",
  },
  ControlCharacters: {
    ms: "Ruangan ini ada tanda yang tidak boleh dicetak. Taip semula.",
    en: "This field has signs that cannot be printed. Type it again.",
  },
  number: { ms: "Isi angka.", en: "Give a number." },
  other: { ms: "Semak ruangan ini.", en: "Check this field." },
});

/** Worth a second look, but no refusal. */
export const doubtful = defineWords("book/details/doubtful", {
  MyKadBirthplaceUnknown: {
    ms: "Kod tempat lahir {code} jarang dijumpai. Semak nombor ini sekali lagi.",
    en: "Place-of-birth code {code} is rare. Check this number once more.",
  },
  DocumentExpiryFar: {
    ms: "Tarikh ini lebih 10 tahun lagi. Semak sekali lagi.",
    en: "This is more than 10 years away. Check it once more.",
  },
  NameUnusualCharacters: {
    ms: "Nama ini ada tanda yang jarang: {characters}",
    en: "This name has unusual signs: {characters}",
  },
});
