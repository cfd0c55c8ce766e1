import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

/** Words of files on a USB stick, at a branch and at headquarters. */
export const usbWords = defineWords({
  title: { ms: "Tanpa talian: fail USB", en: "Without a line: a USB file" },
  lead: {
    ms: "Fail dimeterai dan ditandatangani: hanya pihak yang satu lagi dapat membukanya. Fail yang sama boleh diambil dua kali; tiada apa berulang.",
    en: "The file is sealed and signed: only the other side can open it. The same file may be taken twice; nothing is done twice.",
  },
  step1: { ms: "Simpan fail untuk ibu pejabat pada USB.", en: "Save the file for headquarters on a stick." },
  step2: {
    ms: "Bawa ke tempat yang ada talian. Ibu pejabat mengambilnya dan memberi failnya sendiri.",
    en: "Carry it to where there is a line. Headquarters takes it and gives its own file.",
  },
  step3: {
    ms: "Bawa balik fail ibu pejabat dan ambil di sini. 72 jam dikira dari saat ibu pejabat membuatnya.",
    en: "Bring headquarters' file back and take it in here. The 72 hours count from when headquarters made it.",
  },
  saveForHq: { ms: "Simpan fail untuk ibu pejabat", en: "Save the file for headquarters" },
  takeFromHq: { ms: "Ambil fail ibu pejabat", en: "Take in headquarters' file" },
  saveForBranch: { ms: "Simpan fail USB untuk cawangan ini", en: "Save a USB file for this branch" },
  takeFromBranch: { ms: "Ambil fail USB cawangan", en: "Take in a branch's USB file" },
  saved: {
    ms: "Fail {name} disimpan dalam muat turun. Salin ke USB, dan tanggalkan USB dengan betul.",
    en: "The file {name} is in the downloads. Copy it to the stick, and take the stick out properly.",
  },
  taking: { ms: "Mengambil fail: {percent}%", en: "Taking the file in: {percent}%" },
  taken: {
    ms: "{count} rekod baharu diambil daripada fail {who}, dibuat {when}.",
    en: "{count, plural, one {# new record was} other {# new records were}} taken from the file of {who}, made {when}.",
  },
  nothingNew: {
    ms: "Tiada yang baharu dalam fail {who}, dibuat {when}: semuanya sudah ada di sini.",
    en: "Nothing new in the file of {who}, made {when}: all of it is here already.",
  },
  older: {
    ms: "Fail {who}, dibuat {when}, lebih lama daripada yang sudah ada di sini. Tiada apa berubah.",
    en: "The file of {who}, made {when}, is older than what is here. Nothing was changed.",
  },
  more: {
    ms: "Ada lagi yang tidak muat. Bawa fail dari sini ke sana, dan ambil fail seterusnya.",
    en: "There is more than fitted. Carry a file from here to there, and take the next one.",
  },
  hq: sharedStaff.headquarters,
  usb_not_ours: {
    ms: "Ini bukan fail USB program ini. Tiada apa berubah. Semak fail yang dipilih.",
    en: "This is no USB file of this program. Nothing was changed. Check which file was chosen.",
  },
  usb_newer: {
    ms: "Fail ini dibuat oleh program yang lebih baharu. Tiada apa berubah. Kemas kini program mesin ini dahulu.",
    en: "A newer program made this file. Nothing was changed. Update the program of this machine first.",
  },
  usb_damaged: {
    ms: "Fail ini rosak atau terpotong. Tiada apa berubah. Buat semula di sana, dan tanggalkan USB dengan betul.",
    en: "The file is damaged or cut. Nothing was changed. Make it again over there, and take the stick out properly.",
  },
  usb_own: {
    ms: "Fail ini dibuat di sini. Bawa ke pihak yang satu lagi.",
    en: "This file was made here. Carry it to the other side.",
  },
  usb_wrong_way: {
    ms: "Ini fail cawangan lain untuk ibu pejabat. Tiada apa berubah. Di sini hanya fail ibu pejabat diambil.",
    en: "This is another branch's file for headquarters. Nothing was changed. Only headquarters' file is taken in here.",
  },
  usb_for_other: {
    ms: "Fail ini untuk {who}, bukan untuk mesin ini. Tiada apa berubah. Minta fail untuk cawangan ini.",
    en: "This file is for {who}, not for this machine. Nothing was changed. Ask for the file of this branch.",
  },
  usb_unknown_sender: {
    ms: "Mesin yang membuat fail ini tidak dikenali di sini. Tiada apa berubah. Hubungi pusat operasi.",
    en: "The machine that made this file is not known here. Nothing was changed. Call the operations centre.",
  },
  usb_sender_shut_out: {
    ms: "Mesin yang membuat fail ini telah digantung. Tiada apa diambil daripadanya.",
    en: "The machine that made this file is suspended. Nothing of it is taken.",
  },
  usb_node_shut_out: {
    ms: "Mesin cawangan ini digantung: tiada fail dibuat untuknya.",
    en: "This branch's machine is suspended: no file is made for it.",
  },
  usb_behind_horizon: {
    ms: "Cawangan ini terputus terlalu lama: tiada fail dapat membawa semua yang tertinggal. Ambil failnya dahulu, kemudian hubungi pusat operasi.",
    en: "This branch was cut off for too long: no file brings all that it missed. Take in its own file first, then call the operations centre.",
  },
  usb_no_headquarters: {
    ms: "Mesin ini tiada ibu pejabat: tiada apa perlu dibawa.",
    en: "This machine has no headquarters: there is nothing to carry.",
  },
  usb_part_missing: {
    ms: "Fail tidak sampai sepenuhnya. Tiada apa berubah. Ambil sekali lagi.",
    en: "The file did not come whole. Nothing was changed. Take it in once more.",
  },
  usb_too_large: {
    ms: "Fail ini terlalu besar. Tiada apa berubah. Semak fail yang dipilih.",
    en: "The file is too large. Nothing was changed. Check which file was chosen.",
  },
  usb_forgotten: {
    ms: "Program dimulakan semula sementara itu. Ambil fail sekali lagi; tiada apa berulang.",
    en: "The program was started anew meanwhile. Take the file in once more; nothing is done twice.",
  },
  disk_full: {
    ms: "Cakera mesin ini penuh. Yang sudah diambil kekal. Kosongkan ruang dan ambil sekali lagi.",
    en: "This machine's disk is full. What was taken stays. Make room and take it in once more.",
  },
  old_copy: {
    ms: "Ibu pejabat ada lebih banyak rekod mesin ini daripada mesin ini sendiri: foldernya salinan lama. Hubungi pusat operasi.",
    en: "Headquarters has more of this machine than it has itself: its folder is an old copy. Call the operations centre.",
  },
  refused: {
    ms: "Kandungan fail ini ditolak. Hubungi pusat operasi, dan sebut kod ini: {code}.",
    en: "What is in the file is refused. Call the operations centre and say this code: {code}.",
  },
});
