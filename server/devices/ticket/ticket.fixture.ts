import type { TicketData } from "./ticket-svg";

/** An ordinary ticket: Kelana Jaya, Thursday 11 February 2027, 10.14 in the morning. */
export const sampleTicket: TicketData = {
  number: "C047",
  language: "ms",
  lane: "appointment",
  service: { ms: "Lanjutan Pas Lawatan Sosial", en: "Extension of social visit pass" },
  branchName: "Pejabat Imigresen Kelana Jaya",
  issuedAtMs: Date.UTC(2027, 1, 11, 2, 14),
  timeZone: "Asia/Kuala_Lumpur",
  wait: { from: 10, to: 20 },
  ahead: 3,
  qr: { text: "http://localhost:8081/ticket/019503d2-7c1f-7a51-9d2e-51f0c3a9b7de", shows: "turn" },
  isCopy: false,
};
