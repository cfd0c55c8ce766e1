/** Words of the hall display. It speaks to everybody at once, so both languages always stand side by side. */
import type { Text } from "../words/language";

const both = (ms: string, en: string): Text => ({ ms, en });

export const displayWords = {
  pageName: both("Paparan dewan", "Hall display"),
  goToCounter: both("Sila ke kaunter", "Please go to counter"),
  counter: both("Kaunter", "Counter"),
  lastCalled: both("Panggilan tadi", "Last called"),
  number: both("Nombor", "Number"),
  calledAgain: both("Panggilan semula", "Calling again"),
  people: both("orang", "people"),
  minutes: both("min", "min"),
  calledAt: both("Dipanggil", "Called"),
  waitingForFirst: both("Menunggu panggilan pertama", "Waiting for the first call"),
  opensAt: both("Kaunter dibuka", "Counters open"),
  nextBatch: both("Nombor seterusnya", "Next numbers"),
  stale: both("Dengar panggilan pegawai", "Listen for the officer's call"),
  staleSince: both("Skrin tidak dikemas kini sejak", "Screen not updated since"),
  phoneCode: both("Daftar masuk dengan telefon", "Check in with your phone"),
  soundOff: both("Sentuh untuk hidupkan suara", "Touch to turn the sound on"),
} as const;
