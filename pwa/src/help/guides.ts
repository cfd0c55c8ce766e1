import { defineWords } from "../words/messages";

/** What a page is for, in three sentences, and a walk past its parts: `at` is where the part stands, `say` one sentence of it. */
export interface Guide {
  readonly sentences: readonly (() => string)[];
  readonly tour: readonly { readonly at: string; readonly say: () => string }[];
}

type Pair = readonly [ms: string, en: string];

const say = ([ms, en]: Pair) => defineWords({ it: { ms, en } }).it;

const guide = (
  sentences: readonly [Pair, Pair, Pair],
  ...tour: readonly (readonly [at: string, ...Pair])[]
): Guide => ({
  sentences: sentences.map(say),
  tour: tour.map(([at, ms, en]) => ({ at, say: say([ms, en]) })),
});

const menu = [
  ".staff-header a[href='/staff/me']",
  "Menu membawa anda ke semua halaman untuk peranan anda.",
  "The menu takes you to every page of your role.",
] as const;

/** By the path of the page, as in `pages.ts`. */
export const guides: { readonly [path: string]: Guide } = {
  "/counter": guide(
    [
      [
        "Di sini anda memanggil orang seterusnya dan menyelesaikan urusannya.",
        "Here you call the next person and finish their matter.",
      ],
      [
        "Sistem memilih siapa seterusnya; sebabnya tertulis di bawah nombor.",
        "The system chooses who is next; why stands below the number.",
      ],
      [
        "Tersalah tekan? Butang Buat asal ada selama 10 saat.",
        "Pressed the wrong thing? Undo stays for 10 seconds.",
      ],
    ],
    [
      ".staff-tags",
      "Di sini talian ke ibu pejabat dan pencetak.",
      "Here are the line to headquarters and the printer.",
    ],
    [
      "main",
      "Orang di kaunter anda di kiri, barisan di kanan.",
      "The person at your counter is on the left, the queue on the right.",
    ],
    menu,
  ),
  "/tablet": guide([
    [
      "Tablet ini didaftarkan sekali, kemudian milik cawangan.",
      "This tablet is enrolled once, and then is the branch's.",
    ],
    ["Penyelia memberi kod sepuluh minit untuknya.", "A supervisor gives a ten-minute code for it."],
    [
      "Jika hilang, penyelia menutupnya dari halaman Peranti.",
      "If it is lost, a supervisor shuts it out on the devices page.",
    ],
  ]),
  "/door": guide(
    [
      [
        "Di pintu anda mengimbas slip dan membenarkan orang masuk.",
        "At the door you scan slips and let people in.",
      ],
      [
        "Ia berfungsi tanpa talian dengan senarai hari ini.",
        "It works without a line, with the list of today.",
      ],
      [
        "Apa yang belum dihantar disimpan sehingga cawangan menerimanya.",
        "What was not sent is kept until the branch has it.",
      ],
    ],
    ["main", "Imbas slip atau taip rujukan di sini.", "Scan the slip or type the reference here."],
    menu,
  ),
  "/gates": guide(
    [
      [
        "Di sini semua lorong, mengikut susunan sebenarnya.",
        "Here are all lanes, in the order in which they stand.",
      ],
      [
        "Lorong yang perlukan orang ditunjukkan dahulu, dengan sebabnya.",
        "A lane that needs a person is shown first, with why.",
      ],
      [
        "Menukar mod lorong perlu dua sentuhan dan satu sebab.",
        "Changing a lane's mode takes two touches and a reason.",
      ],
    ],
    ["main", "Sentuh satu lorong untuk membukanya.", "Touch a lane to open it."],
    menu,
  ),
  "/gates/referrals": guide(
    [
      ["Orang yang dirujuk lorong menunggu di sini.", "People whom a lane referred wait here."],
      ["Ambil satu kes, lihat sebabnya, kemudian buat keputusan.", "Take a case, see why, then decide."],
      ["Sebab yang berat perlukan dua pegawai.", "A grave reason takes two officers."],
    ],
    ["main", "Yang paling lama menunggu di atas.", "Who waits longest stands on top."],
    menu,
  ),
  "/gates/shift": guide(
    [
      ["Di sini anda menyerah dan menerima syif.", "Here you hand over and take over a shift."],
      ["Nota anda dibaca oleh syif seterusnya.", "Your note is read by the next shift."],
      [
        "Kiraan lorong dicatat pada masa itu juga.",
        "The counts of the lanes are written down at the same moment.",
      ],
    ],
    ["main", "Tulis apa yang syif seterusnya perlu tahu.", "Write what the next shift must know."],
    menu,
  ),
  "/gates/figures": guide(
    [
      ["Di sini saat setiap pengembara di lorong.", "Here are the seconds of each traveller at a lane."],
      [
        "Sasaran ialah 5 saat untuk kod dan 15 saat untuk pasport.",
        "The target is 5 seconds for a code and 15 for a passport.",
      ],
      [
        "Kumpulan yang terlalu kerap dirujuk menimbulkan amaran.",
        "A group that is referred too often raises an alarm.",
      ],
    ],
    ["main", "Angka mengikut lorong, warganegara dan umur.", "Figures by lane, nationality and age."],
    menu,
  ),
  "/movements": guide(
    [
      ["Di sini anda mencari masuk dan keluar seseorang.", "Here you look up a person's entries and exits."],
      [
        "Ia perlukan semua butiran pada dokumen yang dipegang.",
        "It needs all that the document in hand says.",
      ],
      ["Setiap carian dicatat.", "Every look-up is written down."],
    ],
    [
      "main",
      "Imbas dokumen itu, atau taip baris di bawahnya.",
      "Scan the document, or type the lines at its foot.",
    ],
    menu,
  ),
  "/hall": guide(
    [
      [
        "Di sini seluruh dewan dan apa yang patut dibuat dahulu.",
        "Here is the whole hall, and what to do first.",
      ],
      [
        "Setiap perintah perlukan sebab dan disimpan dengan nama anda.",
        "Each order needs a reason and is kept with your name.",
      ],
      [
        "Jika penyelia lain lebih awal, halaman ini menyebut siapa.",
        "If another supervisor was first, this page says who.",
      ],
    ],
    [".hall-now", "Mula dengan cadangan pertama.", "Begin with the first suggestion."],
    [".hall-queues", "Garis di tengah ialah sasaran menunggu.", "The line in the middle is the target."],
    [".hall-counters", "Sentuh kaunter untuk mengurusnya.", "Touch a counter to manage it."],
    menu,
  ),
  "/branch": guide(
    [
      [
        "Di sini hari cawangan: waktu, kaunter, slot dan nombor.",
        "Here is the branch's day: hours, counters, slots and numbers.",
      ],
      [
        "Setiap perubahan menunjukkan akibatnya sebelum disahkan.",
        "Each change shows what follows before you confirm it.",
      ],
      [
        "Penutupan menawarkan masa baharu kepada orang yang terkesan.",
        "A closure offers new times to the people it touches.",
      ],
    ],
    ["main", "Pilih hari, kemudian apa yang hendak diubah.", "Choose a day, then what to change."],
    menu,
  ),
  "/branch/policy": guide(
    [
      ["Di sini susunan panggilan barisan.", "Here is the order in which the queue is called."],
      [
        "Keutamaan tidak boleh membuat orang lain menunggu tanpa henti.",
        "Priority cannot make others wait without end.",
      ],
      [
        "Perubahan bermula pada panggilan seterusnya dan dicatat.",
        "A change begins with the next call and is written down.",
      ],
    ],
    ["main", "Ubah satu angka dan lihat kesannya.", "Change one figure and see its effect."],
    menu,
  ),
  "/devices": guide(
    [
      [
        "Di sini pencetak, pengimbas, pembaca dan lorong cawangan.",
        "Here are the branch's printers, scanners, readers and lanes.",
      ],
      [
        "Setiap peranti menyebut apa yang tidak kena dan apa perlu dibuat.",
        "Each device says what is wrong and what to do.",
      ],
      ["Kertas ujian tidak memakai nombor orang.", "A test paper takes no number of anybody's."],
    ],
    ["main", "Yang perlukan anda di atas.", "What needs you stands on top."],
    menu,
  ),
  "/line": guide(
    [
      [
        "Di sini talian ke ibu pejabat, dan apa yang menunggu.",
        "Here is the line to headquarters, and what waits.",
      ],
      [
        "Tanpa talian cawangan terus bekerja selama 72 jam.",
        "Without a line the branch goes on for 72 hours.",
      ],
      ["Selepas itu satu kayu USB membawa khabar.", "After that a USB stick carries the word."],
    ],
    [
      "main",
      "Baca dari atas: apa yang selamat, apa yang menunggu.",
      "Read from the top: what is safe, what waits.",
    ],
    menu,
  ),
  "/fleet": guide(
    [
      [
        "Di sini semua cawangan, yang paling perlukan bantuan di atas.",
        "Here are all branches, the one most in need on top.",
      ],
      [
        "Sentuh satu baris untuk sebab dan nombor telefonnya.",
        "Touch a row for its cause and its telephone.",
      ],
      ["Kod untuk mesin baharu dibuat di sini.", "Codes for new machines are made here."],
    ],
    ["main", "Mulakan dengan baris pertama.", "Begin with the first row."],
    menu,
  ),
  "/fleet/data": guide(
    [
      [
        "Di sini data induk: cawangan, perkhidmatan, cuti dan peraturan lorong.",
        "Here is master data: branches, services, holidays, lane rules.",
      ],
      [
        "Setiap perubahan bertarikh dan boleh ditarik balik sebelum bermula.",
        "Each change has a date and can be withdrawn before it.",
      ],
      ["Pratonton menunjukkan siapa yang terkesan.", "The preview shows whom it touches."],
    ],
    ["main", "Pilih satu rekod untuk mengubahnya.", "Choose a record to change it."],
    menu,
  ),
  "/erasures": guide(
    [
      [
        "Di sini orang yang meminta data mereka dipadam.",
        "Here are people who asked for erasure of their data.",
      ],
      [
        "Mesin yang belum mendengarnya disebut satu demi satu.",
        "Machines that have not heard are named one by one.",
      ],
      ["Tiada nama disimpan di sini.", "No name is kept here."],
    ],
    ["main", "Senarai mesin yang masih ditunggu.", "The machines that are still waited for."],
    menu,
  ),
  "/lists": guide(
    [
      ["Di sini senarai semakan dan umurnya.", "Here are the screening lists and their age."],
      ["Senarai lama tidak boleh membuat keputusan.", "An old list may not decide."],
      ["Ibu pejabat mengambil fail yang ditandatangani sahaja.", "Headquarters takes signed files only."],
    ],
    ["main", "Lihat umur setiap senarai.", "See the age of each list."],
    menu,
  ),
  "/audit": guide(
    [
      [
        "Di sini setiap perbuatan yang mungkin perlu dijawab.",
        "Here is every act that somebody may have to answer for.",
      ],
      [
        "Setiap baris ada bukti yang boleh diperiksa sendiri.",
        "Each row has a proof that anybody can check.",
      ],
      ["Eksport perlukan sentuhan kunci anda.", "An export needs a touch of your key."],
    ],
    ["main", "Tapis, kemudian buka bukti satu baris.", "Filter, then open the proof of a row."],
    menu,
  ),
  "/staff": guide(
    [
      ["Di sini kakitangan cawangan dan peranan mereka.", "Here are the branch's people and their roles."],
      ["Tiada sesiapa memberi lebih daripada yang ada padanya.", "Nobody gives more than they have."],
      ["Kod untuk kunci pertama dibuat di sini.", "The code for a first key is made here."],
    ],
    ["main", "Cari nama, kemudian buka orangnya.", "Search a name, then open the person."],
    menu,
  ),
  "/staff/key": guide([
    ["Di sini anda mendaftar kunci dengan kod sekali guna.", "Here you enrol a key with a one-use code."],
    [
      "Kunci tinggal pada peranti anda; tiada kata laluan.",
      "The key stays on your device; there is no password.",
    ],
    ["Daftar dua kunci supaya satu boleh hilang.", "Enrol two, so that one may be lost."],
  ]),
  "/staff/accounts": guide(
    [
      ["Di sini orang awam yang hilang kunci mereka.", "Here are people of the public who lost their key."],
      [
        "Lihat dokumen asal sebelum menekan apa-apa.",
        "Look at the original document before you press anything.",
      ],
      ["Pemiliknya boleh menghentikannya dari telefon.", "Its owner can stop it from a phone."],
    ],
    ["main", "Setiap baris satu permintaan.", "Each row is one request."],
    menu,
  ),
  "/staff/me": guide(
    [
      ["Di sini halaman, kunci dan sesi anda.", "Here are your pages, keys and sessions."],
      ["Tamatkan sesi yang anda tidak kenal.", "End a session that you do not know."],
      ["Simpan dua kunci di dua tempat.", "Keep two keys in two places."],
    ],
    ["main nav", "Semua halaman untuk peranan anda.", "Every page of your role."],
  ),
};
