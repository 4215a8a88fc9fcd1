import type { CameBy, UsageWay } from '../group.ts'
import type { Opens } from '../subscription.ts'
import type { Around, WithLink } from './sentence-forms.ts'

/** Groups: a member's seats, the administrator's page, invitations. Dates come in printed, `until` as the last day. */
export type GroupWords = {
  title: string
  /** On the account page. */
  place: WithLink
  intro: string
  none: string
  courtesy: Around
  seats: {
    title: string
    row: (seat: { since: string; cameBy: CameBy; until: string | null }) => string
    over: (until: string) => string
    leave: string
    leaveOf: (group: string) => string
  }
  offer: {
    title: string
    text: (group: string) => string
    opens: Record<Opens, string>
    shown: string
    button: string
    noneLeft: (group: string) => string
    goOn: WithLink
  }
  administered: { title: string; row: (group: { taken: number; seats: number | null }) => string }
  group: {
    back: WithLink
    opens: Record<Opens, string>
    term: (from: string, until: string | null) => string
    over: (until: string) => string
    seats: string
    left: (taken: number, seats: number | null) => string
    noSeats: string
    since: (name: string | null, cameBy: CameBy, date: string) => string
    remove: string
    removeOf: (email: string) => string
    nobody: string
    invite: string
    label: string
    hint: string
    button: string
    sent: (mails: number) => string
    open: string
    invited: (date: string, until: string) => string
    revoke: string
    revokeOf: (email: string) => string
    more: string
    places: string
    domains: (domains: readonly string[]) => string
    networks: (networks: readonly string[]) => string
    placesHint: string
    handOver: string
    handOverText: string
    handOverLabel: string
    handOverButton: string
    handOverFirst: string
  }
  problems: Record<'bad-address' | 'has-seat' | 'just-invited' | 'enough-mail' | 'day-limit' | 'ended', string>
  refused: (lines: number) => string
  nothingTyped: string
  report: {
    title: string
    caption: string
    month: string
    way: string
    readers: string
    readings: string
    ways: Record<UsageWay, string>
    nothing: string
    note: string
    download: WithLink
  }
  invitation: {
    title: (group: string) => string
    lead: (magazine: string, opens: Opens) => string
    for: Around
    shown: string
    button: string
    signIn: string
    signInHint: string
    other: Around
    otherHint: string
    signOut: string
    full: string
    deadTitle: string
    dead: string
    toAccount: WithLink
  }
  mail: {
    invitation: {
      subject: (group: string, magazine: string) => string
      lead: (group: string, magazine: string) => string
      opens: Record<Opens, string>
      use: string
      button: string
      short: (days: number) => string
    }
    handedOver: { subject: (group: string) => string; lead: (group: string, magazine: string) => string; button: string }
  }
}
