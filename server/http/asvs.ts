/**
 * What the OWASP Application Security Verification Standard 5.0 asks at level 2 of a program like this, as far as a test can
 * see it: sixty checks, and beside each the tests that would fail if it did not hold, as `file: name of the test`.
 */
export interface Check {
  /** Sections of ASVS 5.0. */
  readonly asvs: string;
  readonly what: string;
  readonly tests?: readonly string[];
  /** What of it is still to be done, and why. */
  readonly notYet?: string;
  /** What of it does not apply to this program, and why. */
  readonly notHere?: string;
}

/** By number, from 1. */
export const checks: { readonly [no: number]: Check } = {
  1: {
    asvs: "1.2.4",
    what: "all SQL is parametrised",
    tests: [
      "server/http/sources.test.ts: is given what people type by parameters: only names of our own stand in its texts",
      "server/http/sources.test.ts: is never put together with a plus",
    ],
  },
  2: {
    asvs: "1.2.1, 3.2.2",
    what: "what people type is shown as text, on pages, slips and paper",
    tests: [
      "server/http/sources.test.ts: is never set as markup",
      "server/booking/slip-page.test.ts: escapes whatever a person or a branch typed",
      "server/devices/ticket/render.test.ts: marks of markup are letters, not markup",
    ],
  },
  3: {
    asvs: "1.2.5, 1.3.2",
    what: "no text is run as a program or reaches a shell",
    tests: [
      "server/http/sources.test.ts: is never run as a program",
      "server/http/sources.test.ts: never reaches a shell: programs are started by their name and arguments, and by the demo, the nightly backup, the maker of voices and serial lines alone",
    ],
  },
  4: {
    asvs: "1.3.6, 13.2.4",
    what: "no request makes the node ask an address of its choice",
    tests: [
      "server/http/sources.test.ts: a node asks only whom its operator named: nothing that a request says becomes an address to ask",
    ],
  },
  5: {
    asvs: "1.3.11",
    what: "no line break in fields of e-mail and SMS",
    tests: [
      "server/notify/field.test.ts: that ends its line, or begins another one, never leaves: address, subject and number",
      "server/http/bad-input.test.ts: for the details of a visit",
    ],
  },
  6: {
    asvs: "1.5.2",
    what: "every body is of exactly its shape",
    tests: [
      "server/http/bad-input.test.ts: for a hold",
      "server/http/bad-input.test.ts: for the details of a visit",
      "server/http/bad-input.property.test.ts: no JSON thrown at holds and visits ever breaks the node",
    ],
  },
  7: {
    asvs: "2.2.1",
    what: "ranges and patterns are checked at the node",
    tests: [
      "server/http/bad-input.test.ts: for a hold",
      "server/booking/availability.test.ts: questions that make no sense are refused with their own code",
    ],
  },
  8: {
    asvs: "2.3.1",
    what: "steps are taken in their order",
    tests: [
      "server/booking/pending.test.ts: is booked when two different codes came back, and not before",
      "server/identity/kinds.property.test.ts: is never confirmed by one kind, however many proofs there are of it and however fresh",
    ],
  },
  9: {
    asvs: "2.3.2",
    what: "limits of the business hold",
    tests: [
      "server/booking/claim.test.ts: are booked once by one phone, however the number is spelt",
      "server/booking/hold.test.ts: is one of two at most for a phone; a kiosk serves one person after the other",
      "server/booking/pending.test.ts: one contact books for six people; an officer books for more",
    ],
  },
  10: {
    asvs: "2.3.3",
    what: "all of a command, or nothing",
    tests: [
      "sync/submit.test.ts: a plan that breaks a constraint half way leaves no half row, no log record and no gap in the sequence",
    ],
  },
  11: {
    asvs: "2.3.4",
    what: "no place is booked twice",
    tests: [
      "server/booking/crowd.test.ts: 500 phones at once on five units: five book, nobody else, and nothing is left over",
      "server/booking/crowd.test.ts: 500 confirmations at once of five visits that are proven: each makes one booking",
    ],
  },
  12: {
    asvs: "2.4.1",
    what: "who asks too often waits",
    tests: [
      "server/booking/hold.test.ts: a network of many phones is counted too; kiosks and officers are not",
      "server/booking/hold.test.ts: cannot be taken again and again without end",
      "sync/kernel.test.ts: a limit counts tries in its window, forgets after it, and a restart forgives nobody",
    ],
  },
  13: {
    asvs: "3.2.1",
    what: "an answer of the API is never rendered as a page",
    tests: [
      "server/http/crawl.test.ts: every answer of the API says what it is, in which characters, and that nobody keeps it",
    ],
  },
  14: {
    asvs: "3.3.1-4",
    what: "cookies are __Host-, Secure, HttpOnly and SameSite",
    tests: [
      "server/identity/session.test.ts: is a cookie that only this site, over https and no script ever sees",
    ],
  },
  15: {
    asvs: "3.4.1",
    what: "HSTS of a year or more with subdomains, on every answer",
    tests: [
      "server/http/headers.test.ts: every answer, also a refusal, a file and a stream, says that this site is https and what it may do",
    ],
  },
  16: {
    asvs: "3.4.2",
    what: "no other origin may read",
    tests: ["server/http/headers.test.ts: no other origin is ever told that it may read"],
  },
  17: {
    asvs: "3.4.3",
    what: "a content security policy without unsafe sources",
    tests: [
      "server/http/headers.test.ts: a page loads only what is ours, inlines nothing, and is framed by nobody",
      "pwa/build.test.ts: the page holds nothing that a strict content security policy would drop",
    ],
  },
  18: {
    asvs: "3.4.4-6",
    what: "nosniff, no referrer, no frames",
    tests: [
      "server/http/headers.test.ts: every answer, also a refusal, a file and a stream, says that this site is https and what it may do",
      "server/http/headers.test.ts: a page loads only what is ours, inlines nothing, and is framed by nobody",
    ],
  },
  19: {
    asvs: "3.5.1-2",
    what: "a page of another site changes nothing, whatever its content type",
    tests: ["server/http/headers.test.ts: without the right origin no content type gets a change through"],
  },
  20: {
    asvs: "3.5.3",
    what: "reading changes nothing",
    tests: ["server/http/crawl.test.ts: no GET and no HEAD changes anything, whoever asks"],
  },
  21: {
    asvs: "3.5.4",
    what: "staff and public are kept apart: by path and cookie in the demo, by host in production",
    tests: [
      "server/access.test.ts: every route lets in whom its row names, and nobody else",
      "server/identity/device.test.ts: a kiosk's cookie is no display's",
    ],
    notYet: "a host of its own for staff is the operator's proxy to give; a node does not tell hosts apart",
  },
  22: {
    asvs: "3.7.2",
    what: "no address sends anybody to another site",
    tests: ["server/http/crawl.test.ts: nobody is sent to another site, whatever an address asks for"],
  },
  23: {
    asvs: "4.1.1",
    what: "every answer says its type and its characters",
    tests: [
      "server/http/crawl.test.ts: every answer of the API says what it is, in which characters, and that nobody keeps it",
    ],
  },
  24: {
    asvs: "4.1.2",
    what: "who asks in the clear where there is TLS is refused, not led on",
    tests: ["server/https.test.ts: answers over https with exactly that certificate, and not in the clear"],
  },
  25: {
    asvs: "4.1.3, 15.3.4",
    what: "X-Forwarded-For is believed from named proxies only",
    tests: [
      "server/http/socket.test.ts: is not somebody else by saying so",
      "server/http/socket.test.ts: is one of many behind a proxy that the operator named, whatever is claimed before it",
      "server/http/network.test.ts: what a stranger claims is not believed: only what a proxy added to it",
    ],
  },
  26: {
    asvs: "4.2.1",
    what: "where a request ends is told once",
    tests: ["server/http/socket.test.ts: %s: refused, and what hides behind it is never asked"],
  },
  27: {
    asvs: "4.4.2",
    what: "live pages are for our own origin",
    tests: [
      "server/http/headers.test.ts: who names another origin is refused, whatever the method, also on the live pages and where an answer is kept",
    ],
  },
  28: {
    asvs: "5.2.1",
    what: "no files are taken, and bodies have a cap, in chunks too",
    tests: [
      "server/http/headers.test.ts: a file that is sent along is not taken: forms with parts are no JSON",
      "server/http/bad-input.test.ts: 64 KiB is read and one byte more is not, whether its length was told or came in chunks",
      "server/sync/http-transport.test.ts: refuses a body that is too large before it comes, and one of unknown length",
    ],
  },
  29: {
    asvs: "6.1.3, 6.3.4",
    what: "the ways in are one documented list",
    tests: [
      "server/access.test.ts: every route of the API has a row in the table of doors, and every row a route",
      "server/booking/booking.test.ts: the demo's own way in is not there outside the demo",
      "server/process.test.ts: outside a demo nobody is an officer or a kiosk by saying so",
    ],
  },
  30: {
    asvs: "6.3.1",
    what: "codes cannot be guessed by trying",
    tests: [
      "server/identity/code.test.ts: has five tries: the sixth is refused, the right one too",
      "server/booking/visits.test.ts: counts wrong codes, and is shut after five",
      "server/identity/sign-in.test.ts: six hundred tries of one network, and no more for ten minutes",
      "server/booking/change.test.ts: says the same whatever is wrong, and stops guessing, also after a restart",
    ],
  },
  31: {
    asvs: "6.3.2",
    what: "a fresh node has no accounts",
    tests: [
      "server/identity/first-admin.test.ts: a fresh branch has no accounts; the code it prints makes the first administrator, and is gone",
    ],
  },
  32: {
    asvs: "6.3.3",
    what: "staff come in with a verified key only",
    tests: [
      "server/identity/sign-in.test.ts: an unknown key, a wrong signature, nobody verified and no role here are refused with the same words",
      "server/access.test.ts: every route lets in whom its row names, and nobody else",
    ],
  },
  33: {
    asvs: "6.4.2",
    what: "no passwords, no secret questions",
    tests: ["server/http/sources.test.ts: nobody is asked for a password or a secret question"],
  },
  34: {
    asvs: "6.4.3-4",
    what: "recovery keeps more than one factor",
    tests: [
      "server/identity/account.test.ts: takes no other code: not one that proves a contact, and none by e-mail",
      "server/identity/account.test.ts: opens the account whose telephone it is, but changes nothing without a passkey in hand",
      "server/identity/staff.test.ts: one supervisor asks, another confirms; the old key ends with the new one",
      "server/identity/account-recovery.test.ts: two codes, the document at the counter and a day later a new passkey opens the account; the old one and its sessions end",
      "server/identity/account-recovery.test.ts: one code alone begins nothing, and a code for it signs nobody in",
      "pwa/browser/account.test.ts: who lost the passkey shows both contacts, the document and a day's patience, and is in again; whoever did not ask stops it",
    ],
  },
  35: {
    asvs: "6.5.1-5",
    what: "codes are random, short-lived, used once and kept as a HMAC",
    tests: [
      "server/identity/code.test.ts: is eight digits, in the message alone: the file holds only its HMAC",
      "server/booking/pending-paper.test.ts: lies in no row, no answer and no memory of an answer that anybody could read it from",
      "server/identity/code.test.ts: opens once and leaves a proof of its kind for the visit",
      "server/identity/code.test.ts: begin when the gateway has the message, and end on the millisecond",
      "server/identity/code.property.test.ts: a draw above the last whole hundred million is drawn again, so that no code is likelier than another",
    ],
  },
  36: {
    asvs: "6.6.1",
    what: "SMS where it arrives, with another way beside it",
    tests: [
      "server/booking/pending.test.ts: a number that no SMS reaches, and a gateway that is silent",
      "server/identity/account.test.ts: that an SMS does not reach is said before anything is sent",
    ],
  },
  37: {
    asvs: "6.6.2",
    what: "a code is good where it was asked for",
    tests: [
      "server/booking/pending.test.ts: a wrong code, a code of another visit and a used one are refused in the same words",
      "server/booking/visits.test.ts: details given again for somebody else, or with another contact, need every proof anew",
      "server/identity/account.test.ts: is not proven by a wrong code, by another session's code, or by a code for another address",
    ],
  },
  38: {
    asvs: "7.2.3",
    what: "sessions are 128 random bits or more, kept hashed",
    tests: ["server/identity/session.test.ts: is 256 random bits, of which the file keeps only the hash"],
  },
  39: {
    asvs: "7.2.4",
    what: "a new session id at sign-in and step-up",
    tests: [
      "server/identity/account.test.ts: makes the account, and gives the session a new id",
      "server/identity/step-up.test.ts: a touch gives the session a new id; what the key signed stays in the audit log",
      "server/identity/sign-in.test.ts: is locked; the same key opens it under a new cookie, the old one is worth nothing",
    ],
  },
  40: {
    asvs: "7.3.1-2",
    what: "15 minutes of staff, 30 of the public, 12 hours of anybody",
    tests: [
      "server/identity/session.test.ts: of a person ends thirty minutes after they last did something",
      "server/identity/session.test.ts: ends after twelve hours, whatever is done in it",
      "server/identity/sign-in.test.ts: is locked; the same key opens it under a new cookie, the old one is worth nothing",
    ],
  },
  41: {
    asvs: "7.4.1",
    what: "signing out ends the session at the node",
    tests: [
      "server/identity/session.test.ts: that was signed out of is over at the node, too: its cookie opens nothing any more",
    ],
  },
  42: {
    asvs: "7.4.2, 7.4.5",
    what: "who is shut out is out everywhere",
    tests: [
      "server/identity/staff.test.ts: who leaves opens nothing any more",
      "server/identity/staff.test.ts: all sessions of somebody end at once",
      "server/identity/sign-in.test.ts: a role that headquarters took back ends at the next request",
      "server/identity/device.test.ts: a device that is shut out is out at once, and learns why only by its own key",
    ],
  },
  43: {
    asvs: "7.5.1",
    what: "contacts and keys change with a fresh touch only",
    tests: [
      "server/identity/account.test.ts: needs one of its passkeys in hand, five minutes at most",
      "server/identity/step-up.test.ts: is refused without one, goes through once with it, and not twice",
    ],
  },
  44: {
    asvs: "7.5.2",
    what: "everybody sees and ends their own sessions",
    tests: [
      "server/identity/session.test.ts: shows each, and which one this is; one of them is ended by its holder",
      "server/identity/session.test.ts: all but this one end at once",
    ],
  },
  45: {
    asvs: "8.2.1",
    what: "every route by every role as the table says, nothing else",
    tests: [
      "server/access.test.ts: every route of the API has a row in the table of doors, and every row a route",
      "server/access.test.ts: every route lets in whom its row names, and nobody else",
    ],
  },
  46: {
    asvs: "8.2.2",
    what: "what belongs to somebody else is not there",
    tests: [
      "server/booking/booking.test.ts: another phone finds nothing at any address of it",
      "server/booking/pending.test.ts: is nobody else's to see, to prove or to confirm",
      "server/identity/session.test.ts: is nobody else's: a colleague finds and ends nothing of it",
    ],
  },
  47: {
    asvs: "8.2.3, 15.3.3",
    what: "no field is set that a body does not name",
    tests: [
      "server/http/bad-input.test.ts: for a hold",
      "server/http/bad-input.test.ts: for the details of a visit",
    ],
  },
  48: {
    asvs: "8.4.1",
    what: "a branch has its own people only, also in what it replicates",
    tests: [
      "sync/receive.test.ts: a stream or a row that is not the branch's to write",
      "sync/receive.test.ts: a branch refuses a stream that it did not ask for: another branch's people never reach its file",
    ],
  },
  49: {
    asvs: "9.1.1-2, 9.2.1-4",
    what: "slips by their one algorithm, key, type, time and branch",
    tests: [
      "server/booking/slip-codec.test.ts: when another key signed under a known name",
      "server/booking/slip-codec.test.ts: when an unprotected header was slipped in",
      "server/booking/slip-codec.test.ts: when a signed payload is not a slip's",
      "server/booking/slip-codec.test.ts: from the minute it expires, and still says which visit it was for",
      "server/checkin/checkin.route.test.ts: one changed character makes any slip worthless, wherever it stands",
      "server/checkin/checkin.route.test.ts: a slip of another branch: that branch and time, and slots here",
    ],
  },
  50: {
    asvs: "11.3, 11.6.1",
    what: "AES-GCM, Ed25519, SHA-256 or better",
    tests: ["server/http/sources.test.ts: is AES-GCM, Ed25519 and SHA-256 or better"],
  },
  51: {
    asvs: "11.5.1",
    what: "nothing secret from what can be foretold",
    tests: [
      "server/http/sources.test.ts: takes its randomness from the system, never from what can be foretold",
    ],
  },
  52: {
    asvs: "12.1.1",
    what: "TLS 1.2 or later",
    tests: ["server/https.test.ts: speaks TLS 1.2 and 1.3, and nothing older"],
  },
  53: {
    asvs: "12.1.3, 12.3",
    what: "nodes know each other",
    tests: [
      "sync/receive.test.ts: a batch signed with another key, or of a node that it does not know",
      "server/sync/http-transport.test.ts: shuts out who shows no signature, with a problem that names its request",
      "server/sync/http-transport.test.ts: hears a captured request once, however it is sent again",
    ],
    notHere:
      "nodes sign each request with their own keys; client certificates are the operator's proxy to ask for",
  },
  54: {
    asvs: "13.3.1",
    what: "no secret in the repository, the environment or the log",
    tests: [
      "server/http/sources.test.ts: no file of the repository holds a secret",
      "server/https.test.ts: keeps its keys out of its environment, its arguments and what it says",
    ],
  },
  55: {
    asvs: "13.4.1-5",
    what: "no listing, no repository, no odd methods, figures for the machine itself",
    tests: [
      "server/http/socket.test.ts: no folder is listed, and nothing beside the pages is served",
      "server/http/socket.test.ts: a method that no page uses is refused, and nothing of the request comes back",
      "server/health.test.ts: figures are read on the machine itself: not from elsewhere, and not through a proxy on this machine",
    ],
  },
  56: {
    asvs: "14.2.1, 14.3.2",
    what: "nobody's particulars in an address, and nothing of the API in a cache",
    tests: [
      "server/http/urls.test.ts: no address of the API holds a document, a contact or anybody's name",
      "server/http/crawl.test.ts: every answer of the API says what it is, in which characters, and that nobody keeps it",
    ],
  },
  57: {
    asvs: "14.3.1, 14.3.3",
    what: "nothing of a person stays in a browser they left",
    tests: [
      "pwa/browser/offline.test.ts: empties itself after 30 s, and neither history nor storage knows the last person",
      "pwa/browser/tablet.test.ts: loses nothing with a full disk, a sign-out, twelve hours or a session that has ended",
      "pwa/build.test.ts: the service worker keeps the shell and never what the node answers",
    ],
    notYet: "a person's own phone keeps its slips after signing out, for the day without a line",
  },
  58: {
    asvs: "15.1.2, 15.2.1",
    what: "packages by the lock file, without scripts, none in its first week",
    tests: [
      "server/http/sources.test.ts: are those of the lock file, each with its version and its hash",
      "server/http/sources.test.ts: run no script of their own when they are installed, and none is taken in its first week",
    ],
    notYet:
      "`npm audit` is not run: it needs a registry that answers it; package-lock.json stands for the bill of materials",
  },
  59: {
    asvs: "16.2-16.4.1",
    what: "who did what is logged in UTC, safe to read, without anybody's particulars",
    tests: [
      "server/log.test.ts: a line is one line of JSON, in UTC, whatever it is told",
      "server/log.test.ts: a field that is not among those allowed is left out",
      "server/http/refused-sign-ins.test.ts: is one line of the log for staff, applicants and devices: door, reason and a pseudonym of the network",
      "server/http/canary.test.ts: booking, check-in and kiosk leave no mark in logs, audit rows, figures and refusals",
      "server/process.test.ts: logs ids only: no name, document or address of anybody",
      "server/audit/audit.route.test.ts: a day of bookings leaves a leaf for each audited commit of the log, and nobody's name, number or address",
    ],
  },
  60: {
    asvs: "16.5.1-3",
    what: "an unforeseen error says an id and nothing else, and closes the door",
    tests: [
      "server/http/headers.test.ts: an error that no rule foresaw is answered by an id alone, and reported under that id",
      "server/http/disk.test.ts: when the disk fails at the commit nobody is told that it worked, and the process ends",
    ],
  },
};
