import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** The page "line & rights": what happened, and what to do next, a sentence each. */
export const pageWords = defineWords({
  lead: {
    ms: "Bagaimana talian sekarang, dan apa yang memerlukan penyelia.",
    en: "How the line stands now, and what needs a supervisor.",
  },
  line: { ms: "Talian", en: "The line" },
  nodes: sharedStaff.branches,
  branch: shared.branch,
  contact: sharedStaff.contact,
  lastHeard: { ms: "Kali terakhir", en: "Last heard" },
  ago: sharedStaff.ago,
  neverHeard: sharedStaff.never,
  heard: { ms: "bersambung", en: "connected" },
  silent: { ms: "senyap", en: "silent" },
  suspended: { ms: "digantung", en: "suspended" },
  replaced: { ms: "sudah diganti", en: "replaced" },
  noNodes: sharedStaff.noBranches,

  matters: sharedStaff.toLookAt,
  quiet: {
    ms: "Semuanya tenang: tiada pertindihan, tiada hak beku, tiada rekod yang diketepikan.",
    en: "All is calm: no conflicts, no frozen rights, no records put aside.",
  },
  next: { ms: "Langkah seterusnya", en: "What to do next" },

  opened: {
    ms: "{count} sampul kecemasan telah dibuka",
    en: "{count, plural, one {# emergency envelope was opened} other {# emergency envelopes were opened}}",
  },
  openedWhat: {
    ms: "Seseorang masuk sebagai pentadbir dengan kod dalam sampul. Kod itu tidak dapat digunakan lagi.",
    en: "Somebody came in as an administrator with the code in an envelope. That code works no more.",
  },
  openedNext: {
    ms: "Telefon orang itu sekarang. Jika bukan dia, tarik balik peranannya di halaman Kakitangan. Kemudian buat sampul baharu.",
    en: "Telephone that person now. If it was not them, take their role back on the page Staff. Then make a new envelope.",
  },
  copied: {
    ms: "{count} mesin telah disalin",
    en: "{count, plural, one {# machine was copied} other {# machines were copied}}",
  },
  copiedWhat: {
    ms: "Dua rekod berbeza ditandatangani di bawah nombor yang sama: mesin atau cakeranya disalin, atau salinan lama dihidupkan. Mesin itu digantung.",
    en: "Two different records were signed under one number: the machine or its disk was copied, or an old copy was started. The machine is suspended.",
  },
  copiedNext: {
    ms: "Matikan kedua-dua mesin, pastikan yang mana betul, dan daftarkan mesin itu semula sebagai yang baharu. Buktinya disimpan.",
    en: "Switch both machines off, find out which one is right, and enrol that one again as a new one. The proof is kept.",
  },
  forged: {
    ms: "{count, plural, other {# mesin menulis tentang orang yang bukan urusannya}}",
    en: "{count, plural, one {# machine wrote about people who are not its own} other {# machines wrote about people who are not their own}}",
  },
  forgedWhat: {
    ms: "Mesin itu menandatangani akaun atau kunci laluan orang yang tidak dikenalinya. Tiada yang berubah di tempat lain.",
    en: "The machine signed an account or passkey of somebody it does not know. Nothing has changed anywhere else.",
  },
  forgedNext: {
    ms: "Lihat mesin itu hari ini. Jika hilang atau dicuri, gantungkannya di ibu pejabat.",
    en: "Look at the machine today. If it is lost or stolen, suspend it at headquarters.",
  },
  copiedRow: { ms: "Bukti {proof}", en: "Proof {proof}" },

  bothArrived: {
    ms: "{count} lawatan: dua orang sampai dengan satu dokumen",
    en: "{count, plural, one {# visit} other {# visits}}: two people came on one document",
  },
  bothArrivedWhat: {
    ms: "Dua tempahan atas dokumen yang sama sudah didaftar masuk. Sistem tidak menolak sesiapa.",
    en: "Two bookings of the same document are both checked in. The system sends nobody away.",
  },
  bothArrivedNext: {
    ms: "Lihat dokumen asal kedua-duanya di kaunter, layan pemiliknya, dan tamatkan yang satu lagi sebagai tidak hadir.",
    en: "Look at both original documents at a counter, serve their owner, and end the other visit as did not come.",
  },

  contested: {
    ms: "{count} tempahan dipertikaikan",
    en: "{count, plural, one {# contested booking} other {# contested bookings}}",
  },
  contestedWhat: {
    ms: "Ada tempahan lain atas dokumen yang sama. Kedua-duanya kekal sehingga seorang pegawai melihat dokumen asal.",
    en: "There is another booking of the same document. Both stand until an officer sees the original.",
  },
  contestedNext: {
    ms: "Apabila orangnya sampai, lihat dokumen asal dan tekan “Dokumen dilihat” di kaunter. Yang satu lagi gugur sendiri.",
    en: "When the person comes, look at the original and press “Document seen” at the counter. The other booking ends by itself.",
  },

  superseding: {
    ms: "{count} keputusan dalam perjalanan",
    en: "{count, plural, one {# decision is} other {# decisions are}} on the way",
  },
  supersedingWhat: {
    ms: "Ibu pejabat sudah memutuskan antara dua tempahan; cawangan atau laman yang membuat tempahan ini belum mendengarnya.",
    en: "Headquarters has decided between two bookings; the office or site where this one was made has not heard of it.",
  },
  supersedingNext: {
    ms: "Tiada apa-apa: ia selesai sendiri apabila talian ke sana pulih.",
    en: "Nothing: it settles by itself when the line to it returns.",
  },

  superseded: {
    ms: "{count} tempahan diganti",
    en: "{count, plural, one {# booking was} other {# bookings were}} superseded",
  },
  supersededWhat: {
    ms: "Orang yang sama ada tempahan lain yang kekal. Tempat ini dipulangkan dan orangnya dimaklumkan.",
    en: "The same person has another booking, which stands. This place was given back and the person is told.",
  },
  supersededNext: {
    ms: "Jika orangnya datang juga, tunjukkan tempahan yang kekal, atau beri nombor biasa.",
    en: "If the person comes all the same, show the booking that stands, or give a normal number.",
  },
  besideRow: { ms: "bersama {ref}, {branch}", en: "beside {ref}, {branch}" },

  usedTwice: {
    ms: "{count} slip digunakan dua kali",
    en: "{count, plural, one {# slip was} other {# slips were}} used twice",
  },
  usedTwiceWhat: {
    ms: "Slip yang sama membenarkan orang masuk dua kali: sekali daripadanya di tablet yang tiada rangkaian ketika itu. Daftar masuk yang pertama direkod kekal.",
    en: "The same slip let somebody in twice, once at a tablet that had no network then. The check-in that was recorded first stands.",
  },
  usedTwiceNext: {
    ms: "Panggil nombornya dan minta dokumen. Jika dua orang datang, hanya pemegang temujanji dilayan; yang seorang lagi ambil nombor biasa.",
    en: "Call the number and ask for the document. If two people came, only the holder of the appointment is served; the other takes a normal number.",
  },
  usedAt: { ms: "{place}, {when}", en: "{place}, {when}" },
  servedWithoutCheckIn: { ms: "dilayan di kaunter", en: "served at a counter" },
  unknownPlace: { ms: "tempat tidak diketahui", en: "place unknown" },
  overrun: {
    ms: "{count} tempat terlebih",
    en: "{count, plural, one {# place too many} other {# places too many}}",
  },
  overrunWhat: {
    ms: "Seseorang daftar masuk dengan slip yang sah selepas tempatnya dibatalkan dan dijual semula di tempat lain.",
    en: "Somebody checked in with a valid slip after the place had been cancelled and sold again elsewhere.",
  },
  overrunNext: {
    ms: "Layan kedua-duanya. Jika menunggu jadi lama, buka satu kaunter lagi pada waktu itu.",
    en: "Serve both. If the wait grows, open one more counter at that time.",
  },
  overrunRow: { ms: "Kumpulan {group}, {when}", en: "Group {group}, {when}" },

  frozen: {
    ms: "{count} unit hak beku",
    en: "{count, plural, one {# unit of rights is} other {# units of rights are}} frozen",
  },
  frozenAtBranchWhat: {
    ms: "Ibu pejabat senyap lebih 30 minit. Unitnya untuk 14 hari akan datang hanya boleh dijual di lamannya.",
    en: "Headquarters has been silent for more than 30 minutes. Its units of the next 14 days can be sold on its pages only.",
  },
  frozenAtBranchNext: {
    ms: "Teruskan menjual unit cawangan sendiri. Jika talian tidak pulih, hubungi pusat operasi.",
    en: "Go on selling this branch's own units. If the line does not return, call the operations centre.",
  },
  frozenAtHqWhat: {
    ms: "Cawangan ini senyap lebih 30 minit. Unitnya untuk 14 hari akan datang hanya boleh dijual di cawangan itu.",
    en: "These branches have been silent for more than 30 minutes. Their units of the next 14 days can be sold there only.",
  },
  frozenAtHqNext: {
    ms: "Telefon cawangan itu: ia terus melayan sendiri. Tawarkan cawangan berdekatan jika unit di sini habis.",
    en: "Telephone the branch: it goes on serving by itself. Offer a nearby branch when the units here are gone.",
  },
  lost: {
    ms: "{count} unit hak tidak boleh dijual sesiapa",
    en: "{count, plural, one {# unit of rights can} other {# units of rights can}} be sold by nobody",
  },
  lostWhat: {
    ms: "Mesin yang memegangnya digantung atau sudah diganti. Unit itu kekal padanya supaya tiada tempat dijual dua kali.",
    en: "The machine that holds them is suspended or was replaced. They stay with it, so that no place is sold twice.",
  },
  lostNext: {
    ms: "Jika tempat tidak cukup, tambah kapasiti hari itu di halaman Hari cawangan.",
    en: "If places are short, add capacity for those days on the page Branch day.",
  },
  frozenRow: {
    ms: "{who}: {count} unit, {contact}",
    en: "{who}: {count, plural, one {# unit} other {# units}}, {contact}",
  },
  hq: sharedStaff.headquarters,

  newerProgram: {
    ms: "{count} perubahan menunggu program baharu",
    en: "{count, plural, one {# change waits} other {# changes wait}} for a newer program",
  },
  newerProgramWhat: {
    ms: "Mesin lain memakai program yang lebih baharu. Perubahannya disimpan dan belum dipakai di sini.",
    en: "Another machine runs a newer program. Its changes are kept, and not applied here yet.",
  },
  newerProgramNext: {
    ms: "Kemas kini program mesin ini; perubahan itu masuk sendiri selepasnya.",
    en: "Update the program of this machine; the changes come in by themselves.",
  },
  refused: {
    ms: "{count} rekod diketepikan",
    en: "{count, plural, one {# record was} other {# records were}} put aside",
  },
  refusedWhat: {
    ms: "Rekod ini melanggar peraturan jadualnya sendiri. Ia tidak dipakai, dan disimpan sepenuhnya.",
    en: "These records break their own table's rules. They are not applied, and are kept whole.",
  },
  refusedNext: {
    ms: "Beritahu jurutera nombor di bawah. Yang lain terus berjalan.",
    en: "Tell the engineers the number below. Everything else goes on.",
  },
  asideRow: { ms: "{first}, sejak {when}", en: "{first}, since {when}" },

  clockAhead: { ms: "Jam mesin ini cepat {length}", en: "This machine's clock is {length} fast" },
  clockBehind: { ms: "Jam mesin ini lambat {length}", en: "This machine's clock is {length} slow" },
  clockWhat: {
    ms: "Rekod tetap selamat dan tertib, tetapi masa pada tiket dan slip salah.",
    en: "Records stay safe and in order, but the times on tickets and slips are wrong.",
  },
  clockNext: {
    ms: "Betulkan jamnya, dan hidupkan penyelarasan masanya.",
    en: "Set it right, and switch its time service on.",
  },
});
