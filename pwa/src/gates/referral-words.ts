import { defineWords } from "../words/messages";
import { shared } from "../words/shared";

/** Words of the desk where people come whom a lane did not let through. */
export const referralWords = defineWords({
  pageName: { ms: "Meja rujukan", en: "Referral desk" },
  choose: { ms: "Pilih seorang daripada senarai.", en: "Choose somebody from the list." },
  from: { ms: "Dari {lane}, {way}", en: "From {lane}, {way}" },
  waited: { ms: "Sudah menunggu", en: "Has waited" },
  drill: { ms: "Latihan: tiada apa-apa dikira.", en: "A drill: nothing of it counts." },

  why: { ms: "Mengapa lorong tidak dibuka", en: "Why the lane did not open" },
  silent: {
    ms: "Orang itu hanya diminta jumpa pegawai. Jangan sebut sebabnya.",
    en: "The person was only asked to see an officer. Do not say why.",
  },
  traveller: { ms: "Pemegang dokumen", en: "Holder of the document" },
  noTraveller: {
    ms: "Tiada butiran: dokumen tidak dapat dibaca, atau orang ini sudah dipadam.",
    en: "No details: the document could not be read, or the person was erased.",
  },
  name: shared.fullName,
  number: shared.documentNumber,
  nationality: { ms: "Kewarganegaraan", en: "Nationality" },
  sex: { ms: "Jantina", en: "Sex" },
  born: { ms: "Tarikh lahir", en: "Date of birth" },
  expires: shared.expiresOn,
  notKnown: { ms: "tidak diketahui", en: "not known" },
  chip: { ms: "Cip", en: "Chip" },
  chip_ok: { ms: "sah", en: "holds" },
  chip_failed: { ms: "tidak sah", en: "does not hold" },
  chip_absent: { ms: "tiada cip", en: "no chip" },
  image: { ms: "Gambar dokumen", en: "Picture of the document" },

  checks: { ms: "Semakan", en: "Checks" },
  check: { ms: "Apa yang disemak", en: "What was checked" },
  result: { ms: "Jawapan", en: "Answer" },
  source: { ms: "Sumber", en: "Source" },
  age: { ms: "Umur jawapan", en: "Age of the answer" },
  took: { ms: "Masa", en: "Took" },

  steps: { ms: "Langkah", en: "Steps" },
  open: { ms: "Dirujuk oleh lorong", en: "Referred by the lane" },
  taken: { ms: "Diambil", en: "Taken" },
  passed: { ms: "Dibenarkan lalu", en: "Let through" },
  refused: { ms: "Ditolak", en: "Refused" },
  left: { ms: "Sudah pergi", en: "Went away" },

  take: { ms: "Ambil rujukan ini", en: "Take this referral" },
  pass: { ms: "Benarkan lalu", en: "Let through" },
  passHow: {
    ms: "Pergerakan disimpan atas nama anda. Bawa orang itu melalui kaunter.",
    en: "The movement is kept under your name. Lead the person through the counter.",
  },
  passNote: { ms: "Apa yang anda semak", en: "What you checked" },
  askSecond: { ms: "Minta pegawai kedua", en: "Ask a second officer" },
  askSecondHow: {
    ms: "Sebab ini memerlukan dua pegawai. Sahkan dengan kunci anda; kemudian pegawai lain bersetuju dengan kunci sendiri, di peranti sendiri.",
    en: "This reason needs two officers. Confirm with your key; then another officer agrees with a key of their own, on a device of their own.",
  },
  askedSecond: {
    ms: "Anda mahu membenarkan orang ini lalu. Panggil pegawai lain ke meja ini: dia membuka rujukan ini dan bersetuju.",
    en: "You want to let this person through. Call another officer to this desk: they open this referral and agree.",
  },
  asksYou: {
    ms: "{name} mahu membenarkan orang ini lalu. Lihat sendiri orang itu, dokumen dan sebabnya. Setuju hanya jika anda juga yakin.",
    en: "{name} wants to let this person through. Look at the person, the document and the reason yourself. Agree only if you are sure as well.",
  },
  agree: { ms: "Saya setuju, benarkan lalu", en: "I agree, let through" },
  refuse: { ms: "Tolak", en: "Refuse" },
  refuseHow: {
    ms: "Orang itu tidak melalui sempadan di sini. Beri dia maklumat agensi yang boleh dihubungi.",
    en: "The person does not cross here. Tell them which agency to contact.",
  },
  refuseNote: shared.reason,
  noteMissing: shared.reasonMissing,
  noteHint: shared.reasonHint,
  leftDo: { ms: "Orang itu sudah pergi", en: "The person went away" },
  takenByOther: {
    ms: "{name} mengendalikan rujukan ini.",
    en: "{name} is dealing with this referral.",
  },
  seeLane: {
    ms: "Ada keluarga bersama? Buka lorong lebar di halaman lorong dan sahkan bilangan teman.",
    en: "With family? Open the wide lane on the lanes' page and confirm how many companions.",
  },
  toLanes: { ms: "Pergi ke lorong", en: "Go to the lanes" },
  over: { ms: "Selesai: {state}.", en: "Ended: {state}." },
});
