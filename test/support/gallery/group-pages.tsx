import type { Group } from '../../../src/domain/group.ts'
import type { AdministeredGroup } from '../../../src/flows/show-groups.ts'
import type { Frame } from '../../../src/views/frame.ts'
import { GroupPage } from '../../../src/views/group-page.tsx'
import { GroupsPage } from '../../../src/views/groups-page.tsx'
import { InvitationPage } from '../../../src/views/invitation-page.tsx'
import { PickPage } from '../../../src/views/pick-page.tsx'
import type { ViewNode } from '../../../src/views/render.ts'
import { ferry, ferryExcerpt } from './fixtures.ts'

const now = new Date('2026-09-21T09:00:00Z')
const window = { from: new Date('2026-08-31T23:00:00Z'), until: new Date('2027-07-31T23:00:00Z') }
const school: Group = { id: 3, name: 'Ness Sound Sixth Form', opens: 'metered', window, seats: 25, administratorId: 1, taken: 3 }
const society: Group = {
  id: 4,
  name: 'The Society for Unfinished Bridges and Abandoned Canals of the Lower Fenwick Valley',
  opens: 'everything',
  window: { from: window.from, until: null },
  seats: null,
  administratorId: 1,
  taken: 1,
}

const seat = (memberId: number, email: string, name: string, cameBy: 'invitation' | 'domain') => ({
  memberId,
  email,
  name,
  cameBy,
  takenAt: new Date(`2026-09-0${memberId}T08:00:00Z`),
})

const shown: AdministeredGroup = {
  group: school,
  seats: [
    seat(1, 'adela.brandt@ness.example', 'Adela Brandt', 'invitation'),
    seat(2, 'philippa.thistlewood-marchbanks+the.halfpenny.lantern@ness-sound-sixth-form.example', '', 'domain'),
    seat(3, 'rufus@ness.example', 'Rufus Okonedo', 'domain'),
  ],
  invitations: [
    {
      id: 7,
      groupId: 3,
      email: 'ines@ness.example',
      invitedAt: new Date('2026-09-18T08:00:00Z'),
      expiresAt: new Date('2026-10-02T08:00:00Z'),
    },
  ],
  usage: [
    { month: '2026-09', way: 'seat', readers: 3, readings: 41 },
    { month: '2026-09', way: 'network', readers: 218, readings: 1_904 },
    { month: '2026-08', way: 'network', readers: 1, readings: 1 },
  ],
  domains: ['ness.example', '*.ness-sound-sixth-form.example'],
  networks: ['192.0.2.0/24', '2001:db8:5::/48'],
}
const empty: AdministeredGroup = {
  ...shown,
  group: { ...society, taken: 0 },
  seats: [],
  invitations: [],
  usage: [],
  domains: [],
  networks: [],
}
const refused = [
  { line: 'ines at ness', why: 'bad-address' },
  { line: 'rufus@ness.example', why: 'has-seat' },
] as const

/** Groups as their members, their administrators and those they invite see them, and a pick on a group's network. */
export function groupPages(frame: Frame): Record<string, ViewNode> {
  const own = { administered: [], seats: [], offer: null }
  const seats = [
    { groupId: 3, group: school.name, cameBy: 'domain' as const, takenAt: new Date('2026-09-02T08:00:00Z'), window },
    {
      groupId: 5,
      group: 'Ropewalk',
      cameBy: 'invitation' as const,
      takenAt: window.from,
      window: { from: window.from, until: now },
    },
  ]
  const invitation = (signedInAs: string | null, kind: 'open' | 'full' = 'open') => (
    <InvitationPage
      frame={frame}
      state={{ kind, group: school, email: 'ines@ness.example', token: 'a'.repeat(43), signedInAs }}
    />
  )
  const courtesy = { lead: ferry, reader: 'visitor', courtesy: school.name } as const
  const part = { kind: 'open', excerpt: ferryExcerpt, left: null, allowance: null, nth: null } as const
  return {
    groups: <GroupsPage frame={frame} now={now} own={{ administered: [school, society], seats, offer: null }} />,
    'groups-none': <GroupsPage frame={frame} now={now} own={own} />,
    'groups-offer': <GroupsPage frame={frame} now={now} own={{ ...own, offer: school }} next="/picks/fog" />,
    'groups-late': <GroupsPage frame={frame} now={now} own={{ ...own, offer: society }} next={null} isTooLate />,
    group: <GroupPage frame={frame} now={now} shown={shown} said={{ sent: 2, left: [] }} />,
    'group-refused': <GroupPage frame={frame} now={now} shown={shown} said={{ sent: 1, left: [...refused] }} />,
    'group-empty': <GroupPage frame={frame} now={now} shown={empty} />,
    'group-over': <GroupPage frame={frame} now={new Date('2027-09-01T09:00:00Z')} shown={shown} />,
    'link-invitation-open': invitation(null),
    'link-invitation-here': invitation('ines@ness.example'),
    'link-invitation-other': invitation('adela.brandt@tidewater.example'),
    'link-invitation-full': invitation('ines@ness.example', 'full'),
    'link-invitation-dead': <InvitationPage frame={frame} state={{ kind: 'dead' }} />,
    'pick-courtesy': <PickPage frame={frame} pick={{ ...courtesy, part }} next={null} private />,
  }
}
