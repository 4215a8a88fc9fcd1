/** How many of each are good, and end when everything is changed. */
export type Rotated = { sessions: number; signIns: number; emailChanges: number; invitations: number; giftLinks: number }

/** What changing every secret ends, and for whom, in sentences. `tense`: before it is done, or after. */
export function tellRotation(ended: Rotated, tense: 'before' | 'after'): string[] {
  const is = tense === 'before' ? 'will be' : 'was'
  const now = tense === 'before' ? 'will be' : 'is'
  const opening = tense === 'before' ? 'will open' : ended.giftLinks === 1 ? 'opens' : 'open'
  return [
    `Everybody ${is} signed out, the staff too: ${counted(ended.sessions, 'session')}. Who comes back signs in again, by mail or passkey.`,
    `Mails that are on the way lead nowhere: ${counted(ended.signIns, 'sign-in')}, ${counted(ended.emailChanges, 'change')} of address and ${counted(ended.invitations, 'invitation')} to a group have to be asked for again.`,
    ended.giftLinks === 0
      ? 'There are no gift links that end with it.'
      : `${counted(ended.giftLinks, 'gift link')} ${opening} nothing any more. Givers make new ones under “Gifts” in their account, without using up another of their month.`,
    `The key that signs visitors’ cookies ${now} another one, and no older one is believed: every visitor is a newcomer, with a new allowance. What members have read stays counted.`,
    'Passkeys stay: no secret of theirs is here. The passwords of the mail server and the keys of Stripe are changed where they come from.',
  ]
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
