/**
 * Words of the kiosk. Everything a person meets on the way to a number is also in Chinese and Tamil (both still want a
 * native reader); the rarer pages fall back to English there.
 */
import type { Text } from "../words/language";
import { defineWords } from "../words/messages";
import { shared } from "../words/shared";

export const kioskWords = defineWords({
  // Frame
  pageName: { ms: "Daftar masuk", en: "Check in", zh: "报到", ta: "வருகைப் பதிவு" },
  wipesIn: {
    ms: "Skrin ini dikosongkan dalam {count} saat",
    en: "This screen clears in {count, plural, one {# second} other {# seconds}}",
    zh: "屏幕将在 {count} 秒后清空",
    ta: "{count} வினாடிகளில் திரை அழிக்கப்படும்",
  },
  stillHere: { ms: "Masih di sini?", en: "Still here?", zh: "您还在吗？", ta: "இன்னும் இங்கே உள்ளீர்களா?" },
  moreTime: {
    ms: "Saya perlu masa lagi",
    en: "I need more time",
    zh: "我需要更多时间",
    ta: "எனக்கு இன்னும் நேரம் வேண்டும்",
  },
  lowButtons: { ms: "Turunkan butang", en: "Lower the buttons", zh: "按钮移低", ta: "பொத்தான்களைக் கீழே இறக்கு" },
  raiseButtons: { ms: "Naikkan butang", en: "Raise the buttons", zh: "按钮移高", ta: "பொத்தான்களை மேலே ஏற்று" },
  help: { ms: "Saya perlu bantuan", en: "I need help", zh: "我需要帮助", ta: "எனக்கு உதவி வேண்டும்" },
  helpTitle: { ms: "Kami bantu anda", en: "We will help you", zh: "我们会帮助您", ta: "நாங்கள் உதவுகிறோம்" },
  helpText: {
    ms: "Pergi ke meja pertanyaan di dewan ini dan tunjukkan slip atau dokumen anda. Tempat temujanji anda tetap ada.",
    en: "Go to the enquiry desk in this hall and show your slip or document. Your appointment keeps its place.",
    zh: "请到本大厅的询问处，出示预约单或证件。您的预约仍然保留。",
    ta: "இந்த மண்டபத்தின் விசாரணை மேசைக்குச் சென்று உங்கள் சீட்டு அல்லது ஆவணத்தைக் காட்டுங்கள். உங்கள் இடம் அப்படியே உள்ளது.",
  },
  helpRinging: {
    ms: "Loceng sudah berbunyi di kaunter. Sila tunggu di sini.",
    en: "The bell rings at the counters. Please wait here.",
    zh: "柜台的铃已响起，请在此稍候。",
    ta: "கவுண்டர்களில் மணி ஒலிக்கிறது. இங்கே காத்திருங்கள்.",
  },
  helpComing: {
    ms: "Seseorang sedang datang",
    en: "Somebody is coming",
    zh: "工作人员正在过来",
    ta: "ஒருவர் வருகிறார்",
  },
  intakePaused: {
    ms: "Nombor baharu dihentikan seketika",
    en: "New numbers are paused for now",
    zh: "暂停发放新号码",
    ta: "புதிய எண்கள் சிறிது நேரம் நிறுத்தப்பட்டுள்ளன",
  },
  intakePausedNext: {
    ms: "Jika anda ada temujanji, imbas slip anda seperti biasa. Jika tiada, tanya pegawai di meja pertanyaan bila nombor disambung.",
    en: "With an appointment, scan your slip as usual. Without one, ask at the enquiry desk when numbers go on.",
    zh: "已预约者请照常扫描预约单；未预约者请向询问处查询何时恢复。",
    ta: "சந்திப்பு இருந்தால் வழக்கம்போல் சீட்டை ஸ்கேன் செய்யுங்கள். இல்லையெனில் விசாரணை மேசையில் கேளுங்கள்.",
  },
  controls: { ms: "Butang", en: "Buttons", zh: "按钮", ta: "பொத்தான்கள்" },
  done: shared.done,
  pleaseWait: { ms: "Sebentar…", en: "One moment…", zh: "请稍候…", ta: "சற்று பொறுங்கள்…" },

  // Idle
  closedNow: {
    ms: "Pejabat belum dibuka",
    en: "The office is not open yet",
    zh: "办公室尚未开放",
    ta: "அலுவலகம் இன்னும் திறக்கவில்லை",
  },
  opensAt: { ms: "Dibuka {time}", en: "Opens at {time}", zh: "{time} 开放", ta: "{time} மணிக்குத் திறக்கும்" },
  nodeAway: {
    ms: "Kios ini sedang menunggu sambungan. Pegawai di pintu yang membawa tablet boleh menyemak slip anda sekarang.",
    en: "This kiosk is waiting for its connection. The officer at the door with a tablet can check your slip now.",
    zh: "此自助机正在等待连接。门口持平板电脑的官员现在可以查验您的预约单。",
    ta: "இந்தக் கியோஸ்க் இணைப்புக்காகக் காத்திருக்கிறது. வாசலில் டேப்லெட் வைத்திருக்கும் அதிகாரி உங்கள் சீட்டை இப்போது சரிபார்க்கலாம்.",
  },
  goToDesk: {
    ms: "Pergi ke meja pertanyaan",
    en: "Go to the enquiry desk",
    zh: "请到询问处",
    ta: "விசாரணை மேசைக்குச் செல்லுங்கள்",
  },

  // Scan
  scanTitle: {
    ms: "Tunjuk kod slip",
    en: "Show your slip's code",
    zh: "请出示预约单二维码",
    ta: "சீட்டின் குறியீட்டைக் காட்டுங்கள்",
  },
  scanHint: {
    ms: "Letakkan kod QR di hadapan kamera atau pengimbas.",
    en: "Hold the QR code in front of the camera or the scanner.",
    zh: "请把二维码对准镜头或扫描器。",
    ta: "QR குறியீட்டைக் கேமரா அல்லது ஸ்கேனர் முன் பிடியுங்கள்.",
  },
  scannerBelow: {
    ms: "Pengimbas di bawah skrin",
    en: "Scanner below the screen",
    zh: "扫描器在屏幕下方",
    ta: "திரைக்குக் கீழே ஸ்கேனர்",
  },
  cameraView: { ms: "Gambar kamera", en: "Camera picture", zh: "镜头画面", ta: "கேமரா காட்சி" },
  noCamera: {
    ms: "Kamera tidak dapat digunakan. Guna pengimbas, atau taip nombor rujukan.",
    en: "The camera cannot be used. Use the scanner, or type your reference.",
    zh: "镜头无法使用。请用扫描器，或输入参考编号。",
    ta: "கேமரா இயங்கவில்லை. ஸ்கேனரைப் பயன்படுத்துங்கள், அல்லது குறிப்பு எண்ணைத் தட்டச்சு செய்யுங்கள்.",
  },
  notOurCode: {
    ms: "Kod ini bukan slip temujanji. Cari kod QR pada slip anda.",
    en: "This code is not an appointment slip. Look for the QR code on your slip.",
    zh: "这不是预约单的二维码。请找出预约单上的二维码。",
    ta: "இது முன்பதிவுச் சீட்டின் குறியீடு அல்ல. சீட்டில் உள்ள QR குறியீட்டைத் தேடுங்கள்.",
  },
  typeReference: {
    ms: "Taip rujukan",
    en: "Type reference",
    zh: "输入参考编号",
    ta: "குறிப்பு எண்ணைத் தட்டச்சு செய்",
  },
  noAppointment: { ms: "Tiada temujanji", en: "No appointment", zh: "没有预约", ta: "முன்பதிவு இல்லை" },

  // Typing
  typingTitle: {
    ms: "Taip rujukan dan nombor dokumen",
    en: "Type the reference and document number",
    zh: "输入参考编号和证件号码",
    ta: "குறிப்பு எண், ஆவண எண் தட்டச்சு செய்க",
  },
  reference: shared.referenceNumber,
  referenceHint: {
    ms: "8 huruf dan angka pada slip",
    en: "8 letters and digits on the slip",
    zh: "预约单上的 8 位字母和数字",
    ta: "சீட்டில் உள்ள 8 எழுத்துகள், எண்கள்",
  },
  documentNumber: shared.documentNumber,
  documentHint: {
    ms: "MyKad atau pasport",
    en: "MyKad or passport",
    zh: "MyKad 或护照",
    ta: "MyKad அல்லது கடப்பிதழ்",
  },
  keypad: { ms: "Papan kekunci", en: "Keyboard", zh: "键盘", ta: "விசைப்பலகை" },
  erase: { ms: "Padam", en: "Delete", zh: "删除", ta: "அழி" },
  space: { ms: "Jarak", en: "Space" },
  empty: { ms: "kosong", en: "empty", zh: "空", ta: "காலி" },
  referenceShort: {
    ms: "Nombor rujukan ada 8 huruf dan angka. Anda menaip {count}.",
    en: "A reference has 8 letters and digits. You typed {count}.",
    zh: "参考编号有 8 位。您输入了 {count} 位。",
    ta: "குறிப்பு எண்ணில் 8 எழுத்துகள். நீங்கள் {count} தட்டச்சு செய்தீர்கள்.",
  },
  documentMissing: {
    ms: "Taip nombor dokumen yang anda guna semasa membuat temujanji.",
    en: "Type the document number you gave when booking.",
    zh: "请输入预约时使用的证件号码。",
    ta: "முன்பதிவில் கொடுத்த ஆவண எண்ணைத் தட்டச்சு செய்யுங்கள்.",
  },

  // A document that was read
  isThisYou: { ms: "Adakah ini anda?", en: "Is this you?", zh: "这是您吗？", ta: "இது நீங்களா?" },
  thisIsMe: { ms: "Ya, ini saya", en: "Yes, this is me", zh: "是，这是我", ta: "ஆம், இது நான்தான்" },
  notMe: { ms: "Bukan saya", en: "This is not me", zh: "不是我", ta: "இது நான் அல்ல" },
  nameOnDocument: {
    ms: "Nama dalam dokumen",
    en: "Name on the document",
    zh: "证件上的姓名",
    ta: "ஆவணத்தில் உள்ள பெயர்",
  },
  documentExpires: { ms: "Sah hingga", en: "Valid until", zh: "有效期至", ta: "செல்லுபடியாகும் நாள்" },
  notReadTitle: {
    ms: "Dokumen belum terbaca",
    en: "The document was not read",
    zh: "证件未能读取",
    ta: "ஆவணம் படிக்கப்படவில்லை",
  },
  notReadNext: {
    ms: "Letakkan dokumen sekali lagi, rata dan tidak bergerak. Anda juga boleh menaip nombornya.",
    en: "Lay the document down once more, flat and still. You can also type its number.",
    zh: "请再次放平证件，不要移动。您也可以输入证件号码。",
    ta: "ஆவணத்தை மீண்டும் தட்டையாக, அசையாமல் வையுங்கள். அதன் எண்ணைத் தட்டச்சும் செய்யலாம்.",
  },

  // Result
  checkedIn: {
    ms: "Anda sudah daftar masuk",
    en: "You are checked in",
    zh: "您已报到",
    ta: "உங்கள் வருகை பதிவானது",
  },
  appointmentAt: {
    ms: "Temujanji {time}, {service}",
    en: "Appointment {time}, {service}",
    zh: "预约 {time}，{service}",
    ta: "முன்பதிவு {time}, {service}",
  },
  early: {
    ms: "Anda awal. Tempat anda tetap ada.",
    en: "You are early. Your place is kept.",
    zh: "您来早了，名额保留。",
    ta: "சீக்கிரம் வந்துள்ளீர்கள். உங்கள் இடம் உள்ளது.",
  },
  earlyDetail: {
    ms: "Kami panggil pada waktunya, {time}.",
    en: "We will call you at your time, {time}.",
    zh: "我们会在 {time} 叫号。",
    ta: "{time} மணிக்கு அழைப்போம்.",
  },
  late: {
    ms: "Anda lewat {count} minit",
    en: "You are {count, plural, one {# minute} other {# minutes}} late",
    zh: "您迟到了 {count} 分钟",
    ta: "நீங்கள் {count} நிமிடம் தாமதம்",
  },
  lateDetail: {
    ms: "Ini nombor giliran biasa. Anda tetap dilayan hari ini.",
    en: "Here is a normal number. You will be served today.",
    zh: "这是普通号码。您今天仍会获得服务。",
    ta: "இது சாதாரண வரிசை எண். இன்று உங்களுக்குச் சேவை உண்டு.",
  },
  already: {
    ms: "Anda sudah daftar masuk tadi",
    en: "You have checked in already",
    zh: "您之前已报到",
    ta: "ஏற்கனவே வருகை பதிவாகியுள்ளது",
  },
  alreadyDetail: {
    ms: "Ini nombor anda. Tiket tidak dicetak lagi.",
    en: "This is your number. The ticket is not printed again.",
    zh: "这是您的号码，不再重复打印。",
    ta: "இதுவே உங்கள் எண். சீட்டு மீண்டும் அச்சிடப்படாது.",
  },
  walkedIn: {
    ms: "Ini nombor giliran anda",
    en: "Here is your queue number",
    zh: "这是您的排队号码",
    ta: "இதோ உங்கள் வரிசை எண்",
  },
  yourNumber: shared.yourNumber,
  estimate: shared.estimate,
  minutesRange: shared.minutesRange,
  untilAbout: shared.untilAbout,
  noEstimate: { ms: "Belum dapat dianggar", en: "Not known yet", zh: "暂时无法估计", ta: "இன்னும் தெரியவில்லை" },
  ahead: shared.ahead,
  takeTicket: {
    ms: "Ambil tiket di bawah skrin",
    en: "Take the ticket below the screen",
    zh: "请取屏幕下方的号码单",
    ta: "திரைக்குக் கீழே சீட்டை எடுங்கள்",
  },
  takeTicketDetail: {
    ms: "Simpan tiket sampai urusan selesai.",
    en: "Keep it until you have finished.",
    zh: "请保留至办完为止。",
    ta: "வேலை முடியும் வரை வைத்திருங்கள்.",
  },
  takeElsewhere: {
    ms: "Ambil tiket anda di: {name}",
    en: "Take your ticket at: {name}",
    zh: "请在此处取票：{name}",
    ta: "உங்கள் சீட்டை இங்கே எடுக்கவும்: {name}",
  },
  printing: {
    ms: "Tiket sedang dicetak",
    en: "Your ticket is printing",
    zh: "正在打印号码单",
    ta: "சீட்டு அச்சிடப்படுகிறது",
  },
  noPaper: {
    ms: "Kertas habis. Nombor anda {number}.",
    en: "The paper has run out. Your number is {number}.",
    zh: "纸已用完。您的号码是 {number}。",
    ta: "காகிதம் தீர்ந்தது. உங்கள் எண் {number}.",
  },
  printerDown: {
    ms: "Tiket tidak dicetak. Nombor anda {number}.",
    en: "No ticket was printed. Your number is {number}.",
    zh: "未打印号码单。您的号码是 {number}。",
    ta: "சீட்டு அச்சிடப்படவில்லை. உங்கள் எண் {number}.",
  },
  takePhoto: {
    ms: "Ambil gambar skrin ini.",
    en: "Take a photo of this screen.",
    zh: "请拍下此屏幕。",
    ta: "இத்திரையைப் படம் எடுங்கள்.",
  },
  sitDown: {
    ms: "Sila duduk di ruang menunggu",
    en: "Please take a seat in the waiting area",
    zh: "请在等候区就座",
    ta: "காத்திருக்கும் பகுதியில் அமருங்கள்",
  },
  sitDownDetail: {
    ms: "Lihat skrin dan dengar nombor anda dipanggil.",
    en: "Watch the screen and listen for your number.",
    zh: "请留意屏幕并听叫号。",
    ta: "திரையைப் பாருங்கள், உங்கள் எண் அழைக்கப்படுவதைக் கேளுங்கள்.",
  },
  claimNote: shared.priorityUnconfirmed,
  laneAppointment: shared.laneAppointment,
  lanePriority: shared.lanePriority,
  laneNormal: shared.laneNormal,
  laneEmployer: shared.employer,

  // Refusals: what happened, what is safe, what to do
  slipInvalid: {
    ms: "Kod ini bukan slip yang sah",
    en: "This code is not a valid slip",
    zh: "此二维码不是有效的预约单",
    ta: "இது செல்லுபடியாகும் சீட்டு அல்ல",
  },
  slipInvalidNext: {
    ms: "Tekan “Saya perlu bantuan” atau guna nombor rujukan.",
    en: "Press “I need help” or use the reference number.",
    zh: "请按“我需要帮助”或使用参考编号。",
    ta: "“எனக்கு உதவி வேண்டும்” அழுத்துங்கள் அல்லது குறிப்பு எண்ணைப் பயன்படுத்துங்கள்.",
  },
  slipCancelled: {
    ms: "Temujanji ini sudah dibatalkan",
    en: "This appointment was cancelled",
    zh: "此预约已取消",
    ta: "இந்த முன்பதிவு ரத்து செய்யப்பட்டது",
  },
  slipCancelledNext: {
    ms: "Anda masih boleh dilayan hari ini dengan nombor giliran biasa.",
    en: "You can still be served today with a normal number.",
    zh: "您今天仍可用普通号码办理。",
    ta: "சாதாரண வரிசை எண்ணுடன் இன்றும் சேவை பெறலாம்.",
  },
  slipExpired: {
    ms: "Tarikh slip ini sudah berlalu",
    en: "The date of this slip has passed",
    zh: "此预约单已过期",
    ta: "இச்சீட்டின் தேதி முடிந்துவிட்டது",
  },
  slipExpiredNext: {
    ms: "Ambil nombor giliran biasa untuk hari ini, atau guna slip yang lebih baharu.",
    en: "Take a normal number for today, or use a newer slip.",
    zh: "请取今天的普通号码，或使用较新的预约单。",
    ta: "இன்றைக்குச் சாதாரண எண் எடுங்கள், அல்லது புதிய சீட்டைப் பயன்படுத்துங்கள்.",
  },
  slipSuperseded: {
    ms: "Ada slip yang lebih baharu",
    en: "There is a newer slip",
    zh: "已有更新的预约单",
    ta: "புதிய சீட்டு உள்ளது",
  },
  slipSupersededNext: {
    ms: "Temujanji anda selamat. Buka slip terbaharu di telefon anda, atau taip nombor rujukan.",
    en: "Your appointment is safe. Open the latest slip on your phone, or type the reference.",
    zh: "您的预约仍有效。请打开手机上最新的预约单，或输入参考编号。",
    ta: "உங்கள் முன்பதிவு பாதுகாப்பாக உள்ளது. கைப்பேசியில் புதிய சீட்டைத் திறங்கள், அல்லது குறிப்பு எண்ணைத் தட்டச்சு செய்யுங்கள்.",
  },
  slipUsed: {
    ms: "Temujanji ini sudah selesai",
    en: "This appointment has been used",
    zh: "此预约已使用",
    ta: "இந்த முன்பதிவு பயன்படுத்தப்பட்டது",
  },
  slipUsedNext: {
    ms: "Jika anda perlu urusan lain, ambil nombor giliran baharu.",
    en: "If you need something else, take a new number.",
    zh: "如需办理其他业务，请另取号码。",
    ta: "வேறு சேவை தேவையெனில் புதிய எண் எடுங்கள்.",
  },
  notFound: {
    ms: "Temujanji tidak dijumpai",
    en: "No appointment was found",
    zh: "找不到预约",
    ta: "முன்பதிவு காணப்படவில்லை",
  },
  notFoundNext: {
    ms: "Semak nombor rujukan dan nombor dokumen, kemudian cuba sekali lagi.",
    en: "Check the reference and the document number, then try once more.",
    zh: "请核对参考编号和证件号码后再试。",
    ta: "குறிப்பு எண்ணையும் ஆவண எண்ணையும் சரிபார்த்து மீண்டும் முயலுங்கள்.",
  },
  tooManyTries: {
    ms: "Terlalu banyak cubaan",
    en: "Too many tries",
    zh: "尝试次数过多",
    ta: "அதிக முயற்சிகள்",
  },
  tooManyTriesNext: {
    ms: "Tempat anda selamat. Pergi ke meja pertanyaan dengan dokumen anda.",
    en: "Your place is safe. Go to the enquiry desk with your document.",
    zh: "您的名额仍保留。请带证件到询问处。",
    ta: "உங்கள் இடம் உள்ளது. ஆவணத்துடன் விசாரணை மேசைக்குச் செல்லுங்கள்.",
  },
  lineLost: {
    ms: "Kios terputus sebentar",
    en: "The kiosk lost its line for a moment",
    zh: "自助机暂时断线",
    ta: "கியோஸ்க் இணைப்பு சற்று துண்டானது",
  },
  lineLostNext: {
    ms: "Tempat anda selamat. Tekan cuba lagi; nombor yang sama akan keluar. Jika belum berjaya, pergi kepada pegawai di pintu yang membawa tablet.",
    en: "Your place is safe. Press try again; you will get the same number. If it still fails, go to the officer at the door with a tablet.",
    zh: "您的名额仍保留。请按再试，会得到同一号码。若仍不行，请找门口持平板电脑的官员。",
    ta: "உங்கள் இடம் உள்ளது. மீண்டும் முயலுங்கள்; அதே எண் கிடைக்கும். முடியாவிட்டால் வாசலில் டேப்லெட் வைத்திருக்கும் அதிகாரியிடம் செல்லுங்கள்.",
  },
  otherRefusal: {
    ms: "Perkara ini tidak dapat dibuat di kios",
    en: "This cannot be done at the kiosk",
    zh: "自助机无法办理此事",
    ta: "இதை இங்கு செய்ய இயலவில்லை",
  },
  takeNormalNumber: {
    ms: "Ambil nombor giliran",
    en: "Take a queue number",
    zh: "取排队号码",
    ta: "வரிசை எண் எடு",
  },
  code: { ms: "Kod: {code}", en: "Code: {code}" },

  // Another day or place
  wrongDay: {
    ms: "Temujanji anda pada hari lain",
    en: "Your appointment is on another day",
    zh: "您的预约不是今天",
    ta: "உங்கள் முன்பதிவு வேறொரு நாளில்",
  },
  wrongDayDetail: {
    ms: "Tempat anda tetap ada pada {when}.",
    en: "Your place is kept for {when}.",
    zh: "您的名额保留在 {when}。",
    ta: "{when} அன்று உங்கள் இடம் உள்ளது.",
  },
  wrongDayPast: {
    ms: "Tarikhnya {when}, sudah berlalu.",
    en: "It was on {when}, which has passed.",
    zh: "预约日期 {when} 已过。",
    ta: "அது {when}, முடிந்துவிட்டது.",
  },
  wrongBranch: {
    ms: "Temujanji anda di cawangan lain",
    en: "Your appointment is at another branch",
    zh: "您的预约在另一分局",
    ta: "உங்கள் முன்பதிவு வேறு கிளையில்",
  },
  wrongBranchDetail: { ms: "{branch}, {when}", en: "{branch}, {when}" },
  slotsHere: {
    ms: "Atau tempah di sini sekarang",
    en: "Or book here now",
    zh: "或在此预约",
    ta: "அல்லது இங்கே முன்பதிவு செய்க",
  },
  noSlotsHere: {
    ms: "Tiada tempat kosong di sini dalam masa terdekat.",
    en: "There are no free places here in the near future.",
  },
  gone: {
    ms: "Nombor untuk urusan ini sudah habis",
    en: "All numbers for this service are gone",
    zh: "此业务的号码已派完",
    ta: "இச்சேவைக்கான எண்கள் தீர்ந்தன",
  },
  goneNext: {
    ms: "Nombor seterusnya dibuka {time}.",
    en: "The next numbers open at {time}.",
    zh: "下一批号码在 {time} 开放。",
    ta: "அடுத்த எண்கள் {time} மணிக்கு.",
  },
  goneToday: {
    ms: "Tiada nombor lagi hari ini.",
    en: "There are no more numbers today.",
    zh: "今天已没有号码。",
    ta: "இன்று எண்கள் இல்லை.",
  },
  nearest: { ms: "Cawangan terdekat", en: "Nearest branches", zh: "最近的分局", ta: "அருகிலுள்ள கிளைகள்" },
  kilometres: { ms: "{km} km", en: "{km} km" },

  // Walk-in
  walkInTitle: {
    ms: "Apakah urusan anda?",
    en: "What do you need?",
    zh: "您要办理什么业务？",
    ta: "உங்களுக்கு என்ன சேவை?",
  },
  walkInService: { ms: "Pilih urusan", en: "Choose the service", zh: "选择业务", ta: "சேவையைத் தேர்ந்தெடு" },
  waitingCount: shared.waitingCount,
  aboutMinutes: {
    ms: "kira-kira {count} minit",
    en: "about {count} min",
    zh: "约 {count} 分钟",
    ta: "சுமார் {count} நிமிடம்",
  },
  numbersGone: { ms: "nombor habis", en: "numbers gone", zh: "号码已派完", ta: "எண்கள் தீர்ந்தன" },
  laneTitle: {
    ms: "Adakah salah satu ini benar?",
    en: "Is one of these true?",
    zh: "您符合以下情况吗？",
    ta: "இவற்றில் ஏதேனும் பொருந்துமா?",
  },
  laneHint: {
    ms: "Anda didahulukan. Pegawai mengesahkannya di kaunter.",
    en: "You go ahead of others. The officer confirms it at the counter.",
    zh: "您可优先办理，由柜台官员确认。",
    ta: "உங்களுக்கு முன்னுரிமை. முகப்பிட அதிகாரி உறுதிசெய்வார்.",
  },
  claimNone: { ms: "Tiada satu pun", en: "None of these", zh: "都不符合", ta: "எதுவும் இல்லை" },
  claimElderly: shared.elderly,
  claimOku: shared.oku,
  claimPregnant: shared.pregnant,
  claimInfant: shared.infant,
  claimHaj: shared.haj,
  claimEmployer: {
    ms: "Saya wakil majikan",
    en: "I represent an employer",
    zh: "我代表雇主",
    ta: "நான் முதலாளியின் பிரதிநிதி",
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
  entry: shared.entry,
  exit: shared.exit,
  beforeOfficer: shared.byOfficer,
  printProof: shared.printProof,
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
