import { defineWords } from "../words/messages";

/** Words of the page of lists and registries. */
export const words = defineWords({
  pageName: { ms: "Senarai saringan", en: "Screening lists" },
  lead: {
    ms: "Senarai yang terlalu lama tidak memutuskan apa-apa: semua orang dihantar kepada pegawai sehingga yang baharu tiba.",
    en: "A list that is too old decides nothing: everybody is sent to an officer until a new one comes.",
  },
  lists: { ms: "Senarai", en: "Lists" },
  suspects: { ms: "Sekatan keluar dan senarai hitam", en: "Exit bans and blacklist" },
  warrants: { ms: "Waran", en: "Warrants" },
  documents: { ms: "Dokumen hilang", en: "Lost documents" },
  names: { ms: "Nama yang mungkin sepadan", en: "Possible names" },
  mdac: { ms: "Ketibaan berdaftar (MDAC)", en: "Registered arrivals (MDAC)" },
  passes: { ms: "Pemegang pas jangka panjang", en: "Holders of long-term passes" },
  good: { ms: "Boleh diguna", en: "In force" },
  about: {
    ms: "Versi {version}, {entries} rekod, dibuat {age} lalu; sah sehingga {most}.",
    en: "Version {version}, {entries} entries, made {age} ago; good for {most}.",
  },
  missing: { ms: "Belum tiba", en: "Not here yet" },
  no_key: { ms: "Kunci belum tiba dari ibu pejabat", en: "No key from headquarters yet" },
  old: { ms: "Terlalu lama", en: "Too old" },
  clock: { ms: "Jam mesin ini diragui", en: "This machine's clock is in doubt" },
  coming: { ms: "Versi {version} sedang disediakan.", en: "Version {version} is being put together." },
  notWhole: {
    ms: "Versi {version} tidak lengkap dan tidak diguna. Minta ibu pejabat menghantar senarai penuh.",
    en: "Version {version} does not add up and is not used. Ask headquarters for the whole list.",
  },
  registries: { ms: "Talian ke pendaftaran", en: "Lines to registries" },
  closed: { ms: "Menjawab", en: "Answering" },
  open: { ms: "Tidak menjawab", en: "Not answering" },
  half_open: { ms: "Sedang dicuba semula", en: "Being tried again" },
  waiting: {
    ms: "{count} soalan menunggu jawapan.",
    en: "{count, plural, one {# question is} other {# questions are}} waiting for an answer.",
  },
  late: { ms: "Jawapan lewat yang penting", en: "Answers that came late and matter" },
  lateOne: {
    ms: "{source} menjawab {at}: {code}, bagi {about}",
    en: "{source} answered {at}: {code}, about {about}",
  },
  curious: { ms: "Semakan tanpa kes", en: "Look-ups without a case" },
  curiousOne: {
    ms: "{who}: {looks} semakan tanpa kes dalam 24 jam. Tanya sebabnya.",
    en: "{who}: {looks} look-ups without a case in 24 hours. Ask why.",
  },
  take: { ms: "Ambil fail senarai", en: "Take a list file" },
  sending: { ms: "Menghantar fail: {percent}%", en: "Sending the file: {percent}%" },
  taken: {
    ms: "Diambil: {list}, versi {version}, {entries} rekod. Cawangan menerimanya dalam beberapa minit.",
    en: "Taken: {list}, version {version}, {entries} entries. Branches have it within minutes.",
  },
  list_file_unreadable: {
    ms: "Ini bukan fail senarai. Tiada apa-apa diubah.",
    en: "This is no list file. Nothing was changed.",
  },
  list_source_unknown: {
    ms: "Penghantar fail ini tidak dikenali di sini. Tiada apa-apa diubah.",
    en: "Nobody here knows the sender of this file. Nothing was changed.",
  },
  list_signature_wrong: {
    ms: "Tandatangan fail tidak sah. Jangan guna fail ini; hubungi agensi. Tiada apa-apa diubah.",
    en: "The file's signature is wrong. Do not use it; call the agency. Nothing was changed.",
  },
  list_not_of_source: {
    ms: "Agensi ini tidak boleh menghantar senarai ini. Tiada apa-apa diubah.",
    en: "This agency may not send this list. Nothing was changed.",
  },
  list_version_old: {
    ms: "Versi ini atau yang lebih baharu sudah ada di sini. Tiada apa-apa diubah.",
    en: "This version or a later one is here already. Nothing was changed.",
  },
  list_base_other: {
    ms: "Fail perubahan ini bukan untuk versi yang ada di sini. Minta senarai penuh.",
    en: "These changes are not for the version that is here. Ask for the whole list.",
  },
  list_line_wrong: {
    ms: "Baris {line} tidak boleh dibaca. Tiada apa-apa diubah.",
    en: "Line {line} cannot be read. Nothing was changed.",
  },
  list_too_large: {
    ms: "Fail ini terlalu besar. Minta agensi menghantar senarai penuh, atau membahagikannya.",
    en: "This file is too large. Ask the agency for the whole list, or for smaller files.",
  },
  list_busy: {
    ms: "Senarai sebelumnya masih disediakan. Cuba lagi seminit kemudian.",
    en: "The list before is still being put together. Try again in a minute.",
  },
  refused: {
    ms: "Fail tidak diambil ({code}). Tiada apa-apa diubah.",
    en: "The file was not taken ({code}). Nothing was changed.",
  },
});
