/**
 * Every intent of the program, with the decision whether a commit of it leaves a leaf in the audit log. A plan can name no other:
 * a new intent without a decision does not compile.
 *
 * Audited is what somebody may have to answer for later: who may do what, what was done to a person's booking, and every step
 * aside from the ordinary way. The rest is bookkeeping, or is told in full by rows that are never changed.
 */
interface Decision {
  readonly audited: boolean;
  /** Where it is not obvious. */
  readonly because?: string;
}

const audited: Decision = { audited: true };
const auditedBecause = (because: string): Decision => ({ audited: true, because });
const not = (because: string): Decision => ({ audited: false, because });

const bookkeeping = not("the node's own bookkeeping: nobody decided anything");
const ticketSteps = not(
  "rows of ticket_step and counter_step say who did what and when, and are never changed",
);
const rights = not("units between nodes: each move is a signed row of its own");

export const intents = {
  // Bookings.
  hold: not("a hold ends by itself, and leads to nothing without `confirm`"),
  releaseHold: not("see hold"),
  lapseHolds: bookkeeping,
  giveDetails: not("what was given leads to nothing without `confirm`"),
  confirm: auditedBecause("the booking's page links its proof"),
  cancel: audited,
  move: audited,
  dropParty: audited,
  askCancel: auditedBecause("home does it later, as `react`; who wanted it is known here"),
  askDrop: auditedBecause("see askCancel"),
  correctParty: audited,
  seeDocument: audited,
  takeBiometric: auditedBecause("sensitive data: who took it, of which kind and for what"),
  lookAtBiometric: auditedBecause("who looked at somebody's face"),
  withdrawBiometric: auditedBecause("the person took the consent back"),
  forgetBiometrics: bookkeeping,
  checkDocument: auditedBecause("an officer says that they have the document in hand, whatever comes of it"),

  // The hall.
  enterTraining: not("written in the training's own file alone"),
  checkIn: not("the row of checkin says by whom, how and when, and is never changed"),
  doorCheckIn: auditedBecause("a tablet may tell of it hours later, and the row names the tablet"),
  slipUsedTwice: auditedBecause("two people may have come with one slip"),
  walkIn: not("the row of ticket says when and how, and is never changed"),
  next: ticketSteps,
  callChosen: auditedBecause("a call out of order"),
  recall: ticketSteps,
  serve: ticketSteps,
  finish: ticketSteps,
  absent: ticketSteps,
  park: ticketSteps,
  unpark: ticketSteps,
  transfer: ticketSteps,
  confirmPriority: ticketSteps,
  denyPriority: ticketSteps,
  undo: ticketSteps,
  note: not("the row of case_note says by whom and when, and is never changed"),
  signOn: ticketSteps,
  openCounter: ticketSteps,
  break: ticketSteps,
  closeCounter: ticketSteps,
  freeCounter: auditedBecause("a supervisor takes a counter from an officer"),
  moveCounter: auditedBecause("a supervisor says whom an officer serves"),
  openForOfficer: auditedBecause("a supervisor ends an officer's break"),
  askOfficer: auditedBecause("a supervisor asks all staff for somebody at a counter"),
  pauseIntake: auditedBecause("people are sent away without a number"),
  resumeIntake: audited,
  announce: auditedBecause("everybody in the hall reads it"),
  endAnnouncement: audited,
  declareDisruption: auditedBecause("nobody is late or absent for that time"),
  endDisruption: audited,
  panic: audited,
  endPanic: audited,
  ringBell: not("the row of hall_event says which kiosk rang and when"),
  answerBell: not("the row of hall_event says who went there and when"),
  setPolicy: audited,
  rate: not("the row of rating says what and when; by whom is nobody's business"),
  endOfDay: bookkeeping,
  beat: bookkeeping,
  partyStates: bookkeeping,
  seedCounters: bookkeeping,

  // Gate lanes.
  passage: not("the row of passage says who, where, why and by which checks, and is never changed"),
  passageEnd: not("see passage"),
  recoverLanes: bookkeeping,
  laneAlarm: not("the row of lane_alarm says what and when"),
  endLaneAlarm: not("the row of lane_alarm says by whom"),
  readLane: bookkeeping,
  reconcileLanes: bookkeeping,
  referralStep: not("rows of referral_step say who did what and when, and are never changed"),
  overrideReferral: auditedBecause("somebody goes through against a reason that two officers answer for"),
  lookAtReferral: auditedBecause("who looked at a traveller's document and reasons"),
  lookAtMovements: auditedBecause("who looked at where somebody came and went"),
  setLaneMode: audited,
  confirmCompanions: auditedBecause("an officer vouches for who goes with a child"),
  laneOrder: auditedBecause("an officer moved a lane by hand"),
  laneOrderEnd: bookkeeping,
  gateShift: not("rows of gate_shift say who had the lanes, and are never changed"),

  // Calendar.
  changeCalendar: auditedBecause("closures, hours, capacity and services"),
  openDays: bookkeeping,
  changeMaster: auditedBecause("what every branch says and sells from a day on"),
  withdrawMaster: audited,

  // Printers.
  copyTicket: auditedBecause("a second paper with one number"),
  printSlip: auditedBecause("a second paper with one code"),
  printProof: auditedBecause("a person's entry or exit leaves the machine on paper"),
  testPaper: not("a paper that is nobody's, at a printer where one stands"),
  nothingToPrint: bookkeeping,
  sendToPrinter: bookkeeping,
  endPrint: bookkeeping,
  recoverPrints: bookkeeping,
  expirePrints: bookkeeping,

  // Messages.
  remind: bookkeeping,
  settleNotice: bookkeeping,
  expireNotices: bookkeeping,

  // Nodes and their log.
  enrol: auditedBecause("whose keys are believed"),
  tellBackupKeys: bookkeeping,
  confirmClock: auditedBecause("what is issued from then on ends by a clock that was in doubt"),
  makeNodeCode: auditedBecause("whoever has the code enrols a node"),
  suspend: auditedBecause("a node is shut out"),
  settleRights: auditedBecause("places of a node that is gone are sold again"),
  rotateKeys: auditedBecause("whose signature is believed from then on"),
  samplePulses: bookkeeping,
  share: rights,
  leftovers: rights,
  thaw: rights,
  inherit: not("what headquarters gave to this node when it enrolled it"),
  react: not("follows from a row of another node, whose commit has the leaf"),
  start: bookkeeping,
  retryTask: bookkeeping,
  nothingDue: bookkeeping,
  retain: bookkeeping,
  compact: bookkeeping,
  countTry: bookkeeping,

  // Who is who.
  openSession: not("what is done in a session has leaves of its own"),
  touchSession: bookkeeping,
  endSession: not("see openSession"),
  makeChallenge: bookkeeping,
  takeChallenge: bookkeeping,
  addPasskey: audited,
  renamePasskey: audited,
  removePasskey: audited,
  suspendPasskey: auditedBecause("its counter went back: there may be a copy"),
  usePasskey: bookkeeping,
  sendCode: bookkeeping,
  paperCode: auditedBecause("it vouches for somebody without a telephone"),
  tryCode: bookkeeping,

  // Staff.
  stepUp: auditedBecause("with the leaf anybody can check for ever what a key signed"),
  spendStepUp: bookkeeping,
  addStaff: audited,
  grantRole: audited,
  revokeRole: audited,
  extendRole: audited,
  renewGrants: not("a grant that stands; giving and taking it back have leaves"),
  staffLeft: audited,
  endStaffSessions: audited,
  makeKeyCode: auditedBecause("whoever has the code enrols a key"),
  makeFirstCode: auditedBecause("whoever has the code becomes the first administrator"),
  firstAdministrator: audited,
  enrolStaffKey: audited,
  askRecovery: audited,
  recoverStaff: audited,
  sealCode: auditedBecause("the envelope opens every door of an administrator"),
  breakGlass: auditedBecause("the envelope was opened"),
  takeCounter: auditedBecause("an officer relieves another, whose case stays"),

  // An applicant's account.
  changeContact: audited,
  askAccountRecovery: auditedBecause(
    "somebody with both contacts asks to get into an account without its keys",
  ),
  seeRecoveryDocument: auditedBecause("an officer vouches for who stands there"),
  stopRecovery: audited,
  recoverAccount: audited,
  erase: audited,

  // Screening.
  handScreeningKey: bookkeeping,
  takeListPart: not("a part counts when its version does: see takeList"),
  takeList: auditedBecause("who is stopped at a lane follows from it"),
  buildList: bookkeeping,
  screenAtCounter: auditedBecause("somebody looked whether a person is on a list: with purpose and case"),
  recheck: bookkeeping,

  // Devices of the hall.
  makeDeviceCode: auditedBecause("whoever has the code enrols a device"),
  enrolDevice: audited,
  renameDevice: audited,
  revokeDevice: audited,

  // The audit log itself.
  exportAudit: audited,
  exportLog: auditedBecause("records leave on a stick, sealed"),
  importLog: auditedBecause("records came on a stick, by a person's hand"),

  /** What tests write: never in a running node. */
  test: bookkeeping,
} as const satisfies { readonly [intent: string]: Decision };

export type Intent = keyof typeof intents;

export const isAudited = (intent: Intent): boolean => intents[intent].audited;
