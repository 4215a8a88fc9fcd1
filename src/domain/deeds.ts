/**
 * All that the log can hold, by name, each under the part of the desk it belongs to. Whatever is done is one of these, and each has a
 * sentence at the desk: the compiler sees to both. A name stays here for as long as a log may hold it.
 */
export const deeds = {
  createPick: 'picks',
  beginFromCapture: 'picks',
  deletePick: 'picks',
  restoreVersion: 'picks',
  publishPick: 'picks',
  schedulePick: 'picks',
  unschedulePick: 'picks',
  holdPick: 'picks',
  unpublishPick: 'picks',
  changeVisibility: 'picks',
  changeSlug: 'picks',
  addTopic: 'picks',
  removeTopic: 'picks',
  clipSource: 'sources',
  clipFailed: 'sources',
  changeCapture: 'sources',
  changeTerms: 'sources',
  settleWatch: 'sources',
  reopenWatch: 'sources',
  lookAgain: 'sources',
  moveSource: 'sources',
  renameTopic: 'topics',
  mergeTopic: 'topics',
  describeTopic: 'topics',
  giveSubscription: 'members',
  cancelSubscription: 'members',
  endSubscription: 'members',
  importMembers: 'members',
  exportMembers: 'members',
  exportMember: 'members',
  deleteMember: 'members',
  signOutMember: 'members',
  removePasskeyOf: 'members',
  chooseForMember: 'members',
  addGroup: 'members',
  changeGroup: 'members',
  endGroup: 'members',
  endSeatOf: 'members',
  changeWords: 'magazine',
  changeLook: 'magazine',
  changeLogo: 'magazine',
  changeMeter: 'magazine',
  changeNotices: 'magazine',
  addPlan: 'magazine',
  changePlan: 'magazine',
  retirePlan: 'magazine',
  offerPlan: 'magazine',
  addNewsletter: 'magazine',
  changeNewsletter: 'magazine',
  retireNewsletter: 'magazine',
  openMail: 'magazine',
  retryMail: 'magazine',
  deleteMail: 'magazine',
  makeFirstOwner: 'staff',
  addStaff: 'staff',
  changeRole: 'staff',
  removeStaff: 'staff',
  letIn: 'staff',
  enterByCode: 'staff',
  enterByApproval: 'staff',
  makeRecoveryCodes: 'staff',
  makeConsoleCode: 'staff',
  rotateEverything: 'staff',
} as const satisfies Record<string, DeedKind>

/** Something that is written into the log, by name. */
export type Deed = keyof typeof deeds

/** The parts of the desk, in the order in which the log offers them. */
export const deedKinds = ['picks', 'sources', 'topics', 'members', 'magazine', 'staff'] as const
export type DeedKind = (typeof deedKinds)[number]

/** Whether the log's word for something is one of today's. */
export function isDeed(what: string): what is Deed {
  return Object.hasOwn(deeds, what)
}

/** The deeds of one part. */
export function deedsOf(kind: DeedKind): Deed[] {
  return Object.keys(deeds).filter((what): what is Deed => isDeed(what) && deeds[what] === kind)
}
