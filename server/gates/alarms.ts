/** What a lane can raise: three ranks, one line of cause and one thing to do for each. Data. */

export type AlarmAction = "reset_alarm" | "open_exit" | "reject" | "end" | "close_lane";

export interface AlarmKind {
  /** 1: go there now; 2: look soon; 3: before the shift ends. */
  readonly rank: 1 | 2 | 3;
  readonly cause: { readonly ms: string; readonly en: string };
  /** The one thing to do; null: it ends by itself. */
  readonly action: AlarmAction | null;
}

const alarm = (rank: 1 | 2 | 3, ms: string, en: string, action: AlarmAction | null): AlarmKind => ({
  rank,
  cause: { ms, en },
  action,
});

export const alarmKinds = {
  fire: alarm(
    1,
    "Isyarat kebakaran: lorong terbuka sendiri",
    "Fire signal: the lane stands open by itself",
    "end",
  ),
  emergency_button: alarm(1, "Butang kecemasan ditekan", "Somebody pressed the emergency button", "end"),
  key_switch: alarm(2, "Suis kunci dibuka di lorong", "Somebody turned the key at the lane", "end"),
  forced: alarm(1, "Pintu dibuka dengan paksa", "The door was forced open", "reset_alarm"),
  tailgate: alarm(
    1,
    "Dua orang masuk dengan satu kebenaran",
    "Two people went in on one permission",
    "reset_alarm",
  ),
  two_persons: alarm(1, "Dua orang di dalam lorong", "Two people are inside the lane", "reset_alarm"),
  wrong_way: alarm(1, "Seseorang berjalan arah salah", "Somebody walks the wrong way", "reset_alarm"),
  hold: alarm(1, "Pegawai diperlukan segera di lorong", "An officer is needed at the lane at once", "end"),
  unknown: alarm(
    1,
    "Tidak pasti sama ada seseorang telah lalu",
    "Nobody knows whether somebody went through",
    "end",
  ),
  not_asked: alarm(
    1,
    "Seseorang lalu tanpa kebenaran sistem",
    "Somebody went through and the system had not asked",
    "end",
  ),
  tamper: alarm(1, "Kabinet pengawal dibuka", "The controller's cabinet was opened", "reset_alarm"),
  object_left: alarm(
    2,
    "Barang tertinggal di dalam lorong",
    "Something was left inside the lane",
    "reset_alarm",
  ),
  door_timeout: alarm(2, "Pintu tidak tertutup pada masanya", "A door did not close in time", "reset_alarm"),
  sensor_fault: alarm(
    2,
    "Penderia bercanggah: lorong tidak digunakan",
    "Sensors contradict each other: the lane is not used",
    "close_lane",
  ),
  watchdog: alarm(
    2,
    "Pengawal tidak mendengar daripada sistem",
    "The controller did not hear from the system",
    "reset_alarm",
  ),
  reboot: alarm(2, "Pengawal dihidupkan semula", "The controller started again", "end"),
  offline: alarm(2, "Pengawal lorong tidak menjawab", "The lane's controller does not answer", null),
  misconfigured: alarm(
    2,
    "Pengawal tidak seperti yang dijangka: panggil juruteknik",
    "The controller is not the one expected: call a technician",
    "close_lane",
  ),
  on_battery: alarm(3, "Lorong menggunakan bateri", "The lane runs on its battery", null),
  unusual_group: alarm(
    3,
    "Satu kumpulan terlalu kerap dirujuk: semak rajah",
    "One group is sent to officers too often: see the figures",
    "end",
  ),
  reconciliation: alarm(
    3,
    "Kiraan penderia tidak sama dengan rekod",
    "The sensor's count and the records differ",
    "end",
  ),
} as const satisfies { readonly [kind: string]: AlarmKind };

export type AlarmName = keyof typeof alarmKinds;
