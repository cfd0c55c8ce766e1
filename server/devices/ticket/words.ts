/** Languages a ticket can speak. Malay always stands on it; the person's own language comes first. */
export type TicketLanguage = "ms" | "en" | "zh" | "ta";

export type TicketLane = "normal" | "priority" | "appointment" | "employer";

/** Minutes to wait. `to: null` means "more than". */
export interface WaitRange {
  readonly from: number;
  readonly to: number | null;
}

export interface TicketWords {
  readonly yourNumber: string;
  readonly lanes: Readonly<Record<TicketLane, string>>;
  readonly wait: string;
  readonly minutes: (range: WaitRange) => string;
  readonly ahead: string;
  readonly people: (count: number) => string;
  readonly followQr: string;
  readonly slipQr: string;
  readonly keep: string;
  readonly copy: string;
}

const range = ({ from, to }: WaitRange): string => (to === null || to === from ? `${from}` : `${from}–${to}`);

/** Chinese and Tamil await a native reader. Each character here must be in `hardware/fonts`: run its `make.sh` after a change. */
export const ticketWords: Readonly<Record<TicketLanguage, TicketWords>> = {
  ms: {
    yourNumber: "Nombor giliran anda",
    lanes: {
      normal: "Giliran biasa",
      priority: "Laluan keutamaan",
      appointment: "Temujanji",
      employer: "Majikan",
    },
    wait: "Anggaran menunggu",
    minutes: (wait) => (wait.to === null ? `lebih ${wait.from} minit` : `${range(wait)} minit`),
    ahead: "Di hadapan anda",
    people: (count) => (count === 0 ? "Tiada" : `${count} orang`),
    followQr: "Imbas untuk ikut giliran anda",
    slipQr: "Slip temujanji anda",
    keep: "Simpan tiket ini hingga urusan selesai.",
    copy: "SALINAN",
  },
  en: {
    yourNumber: "Your queue number",
    lanes: {
      normal: "Normal queue",
      priority: "Priority lane",
      appointment: "Appointment",
      employer: "Employer",
    },
    wait: "Estimated wait",
    minutes: (wait) => (wait.to === null ? `over ${wait.from} min` : `${range(wait)} min`),
    ahead: "Ahead of you",
    people: (count) => (count === 0 ? "Nobody" : count === 1 ? "1 person" : `${count} people`),
    followQr: "Scan to follow your turn",
    slipQr: "Your appointment slip",
    keep: "Keep this ticket until you are done.",
    copy: "COPY",
  },
  zh: {
    yourNumber: "您的排队号码",
    lanes: { normal: "普通队列", priority: "优先通道", appointment: "预约", employer: "雇主" },
    wait: "预计等候时间",
    minutes: (wait) => (wait.to === null ? `${wait.from}分钟以上` : `${range(wait)}分钟`),
    ahead: "您前面还有",
    people: (count) => (count === 0 ? "没有人" : `${count}人`),
    followQr: "扫码查看叫号进度",
    slipQr: "您的预约单",
    keep: "请保留此票，直到办理完成。",
    copy: "副本",
  },
  ta: {
    yourNumber: "உங்கள் வரிசை எண்",
    lanes: {
      normal: "பொது வரிசை",
      priority: "முன்னுரிமை வழி",
      appointment: "சந்திப்பு முன்பதிவு",
      employer: "முதலாளி",
    },
    wait: "காத்திருக்கும் நேரம்",
    minutes: (wait) => (wait.to === null ? `${wait.from} நிமிடத்துக்கு மேல்` : `${range(wait)} நிமிடம்`),
    ahead: "உங்களுக்கு முன்",
    people: (count) => (count === 0 ? "யாரும் இல்லை" : `${count} பேர்`),
    followQr: "உங்கள் முறையை அறிய ஸ்கேன் செய்க",
    slipQr: "உங்கள் முன்பதிவுச் சீட்டு",
    keep: "சேவை முடியும் வரை இந்தச் சீட்டை வைத்திருக்கவும்.",
    copy: "நகல்",
  },
};
