import { defineWords } from "../words/messages";
import { shared } from "../words/shared";

/** Words of master data at headquarters. */
export const masterWords = defineWords({
  pageName: { ms: "Data induk", en: "Master data" },
  lead: {
    ms: "Betulkan cawangan, urusan dan cuti. Setiap perubahan bermula pada satu tarikh; yang berlaku sebelum itu kekal seperti dahulu.",
    en: "Correct branches, services and holidays. Every change begins on a date; what held before stays as it was.",
  },
  newChange: { ms: "Perubahan baharu", en: "A new change" },
  whichKind: { ms: "Apa yang berubah", en: "What changes" },
  branch: shared.branch,
  branchDetail: { ms: "nama, alamat, telefon", en: "name, address, telephone" },
  service: shared.service,
  serviceDetail: { ms: "nama, tempoh, bayaran, di mana", en: "name, length, fee, where" },
  holiday: { ms: "Cuti diisytiharkan", en: "A declared holiday" },
  holidayDetail: {
    ms: "cawangan negeri itu tutup sehari",
    en: "branches of the state close for a day",
  },
  chooseBranch: shared.chooseBranch,
  chooseService: { ms: "Pilih urusan", en: "Choose a service" },

  nameMs: { ms: "Nama dalam bahasa Melayu", en: "Name in Malay" },
  nameEn: { ms: "Nama dalam bahasa Inggeris", en: "Name in English" },
  address: { ms: "Alamat", en: "Address" },
  postcode: { ms: "Poskod", en: "Postcode" },
  city: { ms: "Bandar", en: "Town" },
  phone: { ms: "Telefon pejabat", en: "Office telephone" },
  units: { ms: "Slot seorang", en: "Slots for one person" },
  unitsHint: {
    ms: "Satu slot {minutes} minit. Siapa yang sudah menempah kekal dengan tempohnya.",
    en: "One slot is {minutes} minutes. Who has booked keeps the length they booked.",
  },
  noticeHours: { ms: "Tempah paling lewat, jam sebelumnya", en: "Booked at the latest, hours before" },
  bookableBy: { ms: "Siapa boleh menempah", en: "Who books it" },
  by_public: { ms: "Semua orang, dalam talian", en: "Everybody, online" },
  by_staff: { ms: "Pegawai sahaja", en: "Officers only" },
  by_walkIn: { ms: "Tiada temujanji, ambil nombor", en: "No appointment, by number" },
  by_nobody: { ms: "Tidak ditawarkan sekarang", en: "Not offered now" },
  fee: { ms: "RM untuk {label}", en: "RM for {label}" },
  feeHint: {
    ms: "Kosongkan jika diberitahu di kaunter.",
    en: "Leave empty if it is told at the counter.",
  },
  feesSen: shared.fee,
  branches: { ms: "Di mana ditawarkan", en: "Where it is offered" },
  everyBranch: { ms: "Setiap cawangan yang membuat urusan ini", en: "Every branch that does such services" },
  onlyThese: { ms: "Cawangan tertentu sahaja", en: "Only certain branches" },
  chosenBranches: { ms: "{count} dipilih", en: "{count} chosen" },
  states: { ms: "Negeri", en: "States" },
  from: { ms: "Berkuat kuasa mulai", en: "In force from" },
  holidayOn: { ms: "Tarikh cuti", en: "Date of the holiday" },

  preview: { ms: "Lihat kesannya", en: "See what it changes" },
  previewTitle: { ms: "Mulai {date}", en: "From {date}" },
  field: { ms: "Butiran", en: "Detail" },
  before: { ms: "Sebelum itu", en: "Before" },
  after: { ms: "Mulai tarikh itu", en: "From then on" },
  nothing: { ms: "tiada", en: "none" },
  nobodyTouched: { ms: "Tiada temujanji yang terkesan.", en: "No appointment is touched." },
  touched: {
    ms: "{bookings} temujanji terkesan ({people} orang)",
    en: "{bookings, plural, one {# appointment is touched} other {# appointments are touched}} ({people, plural, one {# person} other {# people}})",
  },
  touchedBranch: {
    ms: "Halaman dan slip mereka menunjukkan yang baharu. Slip yang sudah dicetak masih menunjukkan yang lama: letakkan notis di pejabat lama.",
    en: "Their pages and slips show the new words. Slips on paper still show the old ones: put a notice at the old office.",
  },
  touchedService: {
    ms: "Temujanji ini kekal dengan masa yang ditempah. Perubahan ini untuk tempahan baharu.",
    en: "These keep the time that was booked. The change is for new bookings.",
  },
  touchedHoliday: {
    ms: "Mereka ditawarkan masa lain dan diberitahu sebaik cawangan menerima berita ini. Ia tidak boleh ditarik balik selepas itu.",
    en: "They are offered another time and told as soon as their branch hears. It cannot be withdrawn after that.",
  },
  reason: shared.reason,
  reasonHint: shared.reasonHint,
  reasonMissing: shared.reasonMissing,
  save: { ms: "Sahkan perubahan", en: "Confirm the change" },
  saved: {
    ms: "Disimpan. Setiap cawangan berubah pada tarikh itu.",
    en: "Saved. Every branch changes on that date.",
  },

  book: { ms: "Buku perubahan", en: "The book of changes" },
  noChanges: { ms: "Belum ada perubahan.", en: "No changes yet." },
  older: { ms: "Lihat perubahan lebih lama", en: "Show older changes" },
  what: { ms: "Perubahan", en: "Change" },
  whoWhy: { ms: "Siapa dan sebab", en: "Who and why" },
  state: { ms: "Kedudukan", en: "How it stands" },
  coming: { ms: "akan datang", en: "coming" },
  in_force: { ms: "berkuat kuasa", en: "in force" },
  withdrawn: { ms: "ditarik balik", en: "withdrawn" },
  withdraw: { ms: "Tarik balik perubahan", en: "Withdraw" },
  withdrawOf: { ms: "Tarik balik perubahan {what}", en: "Withdraw the change of {what}" },
  isWithdrawn: { ms: "Perubahan ditarik balik.", en: "The change is withdrawn." },
  backToBranches: shared.allBranches,

  badDate: shared.dateLike,
  date_past: {
    ms: "Perubahan bermula paling awal esok. Pilih tarikh kemudian.",
    en: "A change begins tomorrow at the earliest. Choose a later date.",
  },
  date_far: {
    ms: "Tarikh ini lebih dua tahun lagi. Periksa tahunnya.",
    en: "This date is more than two years away. Check the year.",
  },
  badNumber: { ms: "Tulis nombor bulat.", en: "Write a whole number." },
  badAmount: { ms: "Tulis jumlah seperti 200 atau 200.50.", en: "Write an amount such as 200 or 200.50." },
  badField: {
    ms: "Isian ini kosong, terlalu panjang atau mengandungi tanda yang tidak dibenarkan.",
    en: "This is empty, too long, or has signs that are not allowed.",
  },
  badPostcode: { ms: "Poskod ada lima angka.", en: "A postcode has five digits." },
  badPhone: { ms: "Tulis nombor seperti 03-5519 0653.", en: "Write a number such as 03-5519 0653." },
  stateNeeded: { ms: "Pilih sekurang-kurangnya satu negeri.", en: "Choose at least one state." },
  branchesNeeded: { ms: "Pilih sekurang-kurangnya satu cawangan.", en: "Choose at least one branch." },
  nothing_changes: {
    ms: "Pada tarikh itu memang sudah begini. Tukar sekurang-kurangnya satu butiran.",
    en: "On that date it is so already. Change at least one detail.",
  },
  holiday_there: {
    ms: "Salah satu negeri ini sudah ada cuti yang diisytiharkan pada tarikh itu.",
    en: "One of these states has a declared holiday on that date already.",
  },
  preview_stale: {
    ms: "Ada temujanji baharu sejak anda melihatnya. Lihat kesannya sekali lagi.",
    en: "There are new appointments since you looked. See what it changes once more.",
  },
  not_of_category: {
    ms: "Salah satu cawangan itu tidak membuat urusan jenis ini.",
    en: "One of those branches does not do services of this kind.",
  },
  master_in_force: {
    ms: "Perubahan ini sudah berkuat kuasa. Buat perubahan baharu untuk membetulkannya.",
    en: "This change is in force already. Make a new one to correct it.",
  },
  master_not_found: {
    ms: "Perubahan ini sudah ditarik balik.",
    en: "This change has been withdrawn.",
  },
  holiday_told: {
    ms: "Cawangan sudah menutup hari itu dan memberitahu orang. Minta penyelianya membuat pembukaan khas jika hari itu dibuka semula.",
    en: "Branches have closed the day and told people. Have their supervisors make a special opening if it opens again.",
  },
});
