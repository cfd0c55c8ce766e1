import type { Problem } from "../api";
import { common } from "./common";
import { defineWords } from "./messages";
import { shared } from "./shared";

/** A sentence per problem code: what happened, what is safe, what to do next. */
export const problems = defineWords("words/problems", {
  slot_full: shared.timeTaken,
  clock_unsure: {
    ms: "Jam cawangan ini sedang disemak, jadi tiada yang baharu dikeluarkan sekarang. Butiran anda selamat. Cuba lagi sebentar lagi, atau datang ke kaunter.",
    en: "This branch's clock is being checked, so nothing new is given out now. Your details are safe. Try again in a while, or come to a counter.",
  },
  line_too_old: {
    ms: "Cawangan ini sudah tiga hari tanpa talian ke ibu pejabat, jadi ini menunggu. Temujanji sedia ada selamat dan slip tetap diterima. Cuba lagi apabila talian pulih, atau guna laman ibu pejabat.",
    en: "This branch has been without a line to headquarters for three days, so this waits. Appointments that were made are safe and slips are accepted. Try again when the line is back, or use headquarters' site.",
  },
  slot_not_open: {
    ms: "Masa ini belum dibuka atau sudah ditutup. Butiran anda selamat. Pilih masa lain.",
    en: "This time is not open. Your details are safe. Choose another time.",
  },
  unknown_slot: {
    ms: "Masa ini tiada di cawangan ini. Butiran anda selamat. Pilih masa lain.",
    en: "This branch has no such time. Your details are safe. Choose another time.",
  },
  slot_past: {
    ms: "Sudah terlalu lewat untuk menempah masa ini. Butiran anda selamat. Pilih masa lain.",
    en: "It is too late to book this time. Your details are safe. Choose another time.",
  },
  not_bookable: {
    ms: "Urusan ini tidak ditempah dalam talian. Datang ke kaunter dan ambil nombor.",
    en: "This service is not booked online. Come to a counter and take a number.",
  },
  too_many_people: {
    ms: "Terlalu ramai untuk satu temujanji. Kurangkan bilangan, atau buat temujanji kedua.",
    en: "Too many people for one appointment. Take fewer, or make a second appointment.",
  },
  too_many_holds: {
    ms: "Terlalu banyak masa disimpan dari telefon ini. Tunggu {wait}, kemudian cuba lagi.",
    en: "Too many times are being kept from this phone. Wait {wait}, then try again.",
  },
  parties_differ: {
    ms: "Bilangan orang berubah. Butiran anda selamat. Pilih masa sekali lagi.",
    en: "The number of people changed. Your details are safe. Choose the time once more.",
  },
  kind_differs: {
    ms: "Jenis pemohon berubah. Butiran anda selamat. Pilih masa sekali lagi.",
    en: "The kind of applicant changed. Your details are safe. Choose the time once more.",
  },
  wrong_state: {
    ms: "Temujanji ini sudah berubah. Muat semula untuk melihat keadaannya sekarang.",
    en: "This appointment has changed. Reload to see how it stands now.",
  },
  kind_not_served: {
    ms: "Urusan ini bukan untuk jenis pemohon yang dipilih. Pilih urusan lain.",
    en: "This service is not for the kind of applicant chosen. Choose another service.",
  },
  hold_gone: {
    ms: "Masa simpanan tamat. Butiran anda selamat. Ambil semula masa itu, atau pilih masa lain.",
    en: "The hold has ended. Your details are safe. Take the time again, or choose another.",
  },
  bring_document: {
    ms: "Temujanji untuk dokumen ini perlu dibuat di kaunter. Bawa dokumen asal ke cawangan; pegawai akan bantu.",
    en: "An appointment for this document has to be made at a counter. Bring the original document to a branch; an officer will help.",
  },
  leaf_not_found: {
    ms: "Tiada bukti untuk ini: ia dibuat sebelum log audit bermula.",
    en: "There is no proof of this: it was made before the audit log began.",
  },
  proof_elsewhere: {
    ms: "Tempahan ini dibuat di laman lain. Buktinya ada di sana.",
    en: "This booking was made on another site. Its proof is there.",
  },
  already_booked: {
    ms: "Anda sudah ada temujanji untuk urusan ini. Lihat di Temujanji saya.",
    en: "You already have an appointment for this service. See My appointments.",
  },
  invalid_details: {
    ms: "Ada butiran yang perlu dibetulkan.",
    en: "Some details need mending.",
  },
  booking_not_found: {
    ms: "Kami tidak menemui temujanji dengan nombor rujukan dan dokumen itu. Semak kedua-duanya.",
    en: "We found no appointment with that reference and document. Check both.",
  },
  needs_home: {
    ms: "Menukar tempahan ini perlu talian ke laman yang menempahnya. Anda boleh kekalkan atau batalkan di sini.",
    en: "Changing this booking needs the line to the page that made it. You can keep or cancel it here.",
  },
  branch_not_online: {
    ms: "Cawangan ini belum menerima temujanji dalam talian. Pilih cawangan lain, atau datang dan ambil nombor.",
    en: "This branch takes no online appointments yet. Choose another branch, or come and take a number.",
  },
  changes_used_up: {
    ms: "Tarikh sudah ditukar dua kali. Anda boleh kekalkan atau batalkan temujanji ini.",
    en: "The date was changed twice already. You can keep or cancel this appointment.",
  },
  too_many_tries: {
    ms: "Terlalu banyak percubaan. Tunggu {wait}, kemudian cuba lagi.",
    en: "Too many tries. Wait {wait}, then try again.",
  },
  line_lost: {
    ms: "Talian terputus. Isian anda disimpan di telefon ini. Cuba lagi apabila talian pulih.",
    en: "The connection dropped. What you typed is kept on this phone. Try again when it is back.",
  },
  busy: {
    ms: "Ramai sedang menggunakan sistem ini. Isian anda selamat. Cuba lagi sebentar lagi.",
    en: "Many people are using the system. What you typed is safe. Try again in a moment.",
  },
  node_suspended: {
    ms: "Sistem cawangan ini dihentikan oleh ibu pejabat. Isian anda selamat. Pilih cawangan lain di laman ibu pejabat, atau tanya pegawai di kaunter.",
    en: "Headquarters has stopped this branch's system. What you typed is safe. Choose another branch on headquarters' page, or ask an officer at the counter.",
  },
  old_copy: {
    ms: "Sistem cawangan ini sedang dipulihkan. Isian anda selamat. Pilih cawangan lain di laman ibu pejabat, atau tanya pegawai di kaunter.",
    en: "This branch's system is being restored. What you typed is safe. Choose another branch on headquarters' page, or ask an officer at the counter.",
  },
  other: {
    ms: "Ini belum berjaya. Isian anda selamat. Cuba lagi, atau datang ke kaunter cawangan.",
    en: "This did not work yet. What you typed is safe. Try again, or come to a branch counter.",
  },
});

/** The sentence for a problem; a code without one of its own gets the general one. */
export const problemText = (problem: Problem): string => {
  const { code, status, data } = problem;
  if (code === "timed_out" || code === "line_lost") return problems.line_lost();
  if (code === "too_many_tries" || code === "too_many_holds" || status === 429) {
    const seconds = Number(data["retryAfterS"] ?? 60);
    const wait =
      seconds < 90 ? common.seconds({ count: seconds }) : common.minutes({ count: Math.ceil(seconds / 60) });
    return code === "too_many_holds" ? problems.too_many_holds({ wait }) : problems.too_many_tries({ wait });
  }
  const sentence = (problems as Record<string, unknown>)[code];
  if (typeof sentence === "function") return (sentence as () => string)();
  return status === 503 || status === 507 ? problems.busy() : problems.other();
};
