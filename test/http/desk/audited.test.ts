import { expect, test } from 'vitest'
import { sentenceOf } from '../../../desk/log/sentences.ts'
import { type Answered, type DeskRouteName, deskRoutes, type Sent } from '../../../src/http/desk-api/desk-routes.ts'
import type { DeskRoute } from '../../../src/http/desk-api/route-row.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { keepFinding } from '../../support/findings.ts'
import { bars } from '../../support/picture-files.ts'
import { havePlan } from '../../support/plans.ts'
import { signIn } from '../../support/sign-in.ts'
import { openTestSite } from '../../support/site.ts'
import { addDevice } from '../../support/staff-device.ts'

type Parts = { id?: number; number?: number }
type Step = <Name extends DeskRouteName>(name: Name, sent: Sent<Name>, parts?: Parts) => Promise<Answered<Name>>

test('each thing the table calls audited is written down when it is done, and nothing else is [DK-17]', async () => {
  const site = await openTestSite()
  const owner = await openEditor(site, 'owner@paper.example', 'owner')
  const count = async () => (await site.database.db.selectFrom('audit').select('id').execute()).length
  const seen = new Set<DeskRouteName>()
  const step = async <Name extends DeskRouteName>(name: Name, sent: Sent<Name>, parts: Parts = {}) => {
    const before = await count()
    const answer = await owner.do(name, sent, parts)
    const route: DeskRoute = deskRoutes[name]
    expect((await count()) > before, name).toBe(route.isAudited)
    seen.add(name)
    return answer
  }

  const { id } = await step('createPick', { content: wholeContent })
  await step('savePick', { revision: 1, content: { ...wholeContent, headline: 'Another' }, note: '' }, { id })
  await step('presence', {}, { id })
  await step('schedulePick', { revision: 2, local: '2027-01-01T08:00' }, { id })
  await step('unschedulePick', {}, { id })
  const { revision } = await step('publishPick', { revision: 2 }, { id })
  await step('changeVisibility', { visibility: 'open' }, { id })
  await step('changeSlug', { slug: 'elsewhere' }, { id })
  await step('restoreVersion', { revision }, { id, number: 1 })
  await step('unpublishPick', {}, { id })
  await step('changeManyPicks', { do: 'publish', ids: [id] })
  await step('changeManyVisibilities', { ids: [id], visibility: 'metered' })
  const other = await step('createPick', { content: { ...wholeContent, topics: ['Boats'] } })
  await step('changeManyPicks', { do: 'publish', ids: [other.id] })
  const { topics } = await step('listTopics', {})
  const idOf = (name: string) => topics.find((topic) => topic.name === name)?.id ?? 0
  await step('renameTopic', { name: 'Ships' }, { id: idOf('Boats') })
  await step('describeTopic', { description: 'What floats.' }, { id: idOf('Boats') })
  await step('mergeTopic', { into: idOf('Maps') }, { id: idOf('Boats') })
  const draft = await step('createPick', {})
  await step('deletePick', { revision: draft.revision }, { id: draft.id })
  const { capture } = await step('clipSource', { kind: 'text', text: 'The words of a source.', url: null })
  const facts = { title: 'Words', author: null, publication: null, publishedOn: null }
  const begun = await step('beginFromCapture', facts, { id: capture.id })
  await step('changeCapture', { capture: capture.id }, { id: begun.id })
  const { staff } = await step('addStaff', { email: 'jun@paper.example', role: 'editor' })
  const jun = staff.find(({ role }) => role === 'editor')?.id ?? 0
  await step('changeRole', { role: 'contributor' }, { id: jun })
  const at = { asked_at: site.clock.now.toISOString(), expires_at: '2027-01-01T00:00:00.000Z' }
  await site.database.db
    .insertInto('desk_approval')
    .values({ member_id: jun, session_hash: 'x', number: '123456', attempts: 0, ...at })
    .execute()
  await step('letIn', { number: '123 456' }, { id: jun })
  await step('removeStaff', {}, { id: jun })
  await havePlan(site.database.db)
  await withMembers(step)
  const group = await withGroups(step)
  const reader = site.browser()
  await signIn(site, reader, 'wim@paper.example')
  await addDevice(reader, 'http://localhost:4000')
  await reader.post(`/account/groups/${group.id}/take`)
  const { members } = await step('listMembers', { search: 'wim' })
  const wim = { id: members[0]?.id ?? 0 }
  const { passkeys } = await step('showMember', {}, wim)
  await step('removePasskeyOf', { passkey: passkeys[0]?.id ?? '' }, wim)
  await step('endSeatOf', { member: wim.id }, group)
  await step('endGroup', {}, group)
  await step('exportMember', {}, wim)
  await step('signOutMember', { session: null }, wim)
  await step('deleteMember', { email: 'wim@paper.example' }, wim)
  for (const name of ['staffProofs', 'me', 'openApi', 'listPicks', 'listStaff', 'listAudit', 'listSources', 'find'] as const)
    await step(name, {})
  for (const name of ['showPick', 'listVersions', 'showCapture'] as const) await step(name, {}, { id })
  await step('showVersion', {}, { id, number: 1 })
  await step('calendar', { month: '2026-11' })
  await step('recallAttributions', { source: 'The Blank Atlas' }, { id })
  await step('suggestTopics', { headline: 'Maps', introduction: [], excerpt: [] }, { id })
  await step('showPreview', {}, { id })
  const { sources } = await owner.do('listSources', {})
  const source = { id: sources[0]?.id ?? 0 }
  await step('showSource', {}, source)
  const terms = { wordsPerMonth: null, permission: 'asked', permittedUntil: null, permissionText: '', note: '' } as const
  await step('saveTerms', { ...terms, revision: 0 }, source)
  await step('quoting', {}, { id })
  const mark = await keepFinding(site, id, { state: 'moved', to: 'https://blankatlas.example/10' })
  for (const name of ['listWatch', 'watchState'] as const) await step(name, {})
  await step('settleWatch', { mark, as: 'seen' }, { id })
  await step('reopenWatch', {}, { id })
  await step('lookAgain', {}, { id })
  await step('moveSource', { mark }, { id })

  const file = new File([new Uint8Array(await bars(240, 160))], '')
  await step('uploadCover', file, { id })
  const { name } = await step('uploadLogo', file)
  await step('changeLogo', { light: name, dark: null })
  await changeMagazine(step)
  await expectSentences(await openEditor(site, 'reader@paper.example', 'owner'))

  expect([...seen].toSorted()).toEqual(Object.keys(deskRoutes).toSorted())
  await site.drop()
})

/** Every entry reads as a sentence: in plain words, with what it names by its name, and without a word that only the program knows. */
async function expectSentences(reader: Editor) {
  const clock = { day: (day: string) => `on ${day}`, moment: () => 'at its time' }
  const told = new Set<string>()
  for (let before: number | null = 1_000; before !== null; ) {
    const { entries, next }: Answered<'listAudit'> = await reader.do('listAudit', { before: String(before), limit: '100' })
    for (const entry of entries) {
      const { did, notes } = sentenceOf(entry, clock)
      const sentence = did.map((part) => (typeof part === 'string' ? part : (part.name ?? 'gone'))).join('')
      const words = [sentence, ...notes].join('\n')
      expect(words, entry.what).not.toMatch(/[a-z][A-Z]|[{}[\]_]|undefined|null|NaN|\d\dT\d\d|^did what| {2}/)
      told.add(entry.what)
    }
    before = next
  }
  expect(told.size).toBeGreaterThan(50)
}

/** What the magazine decides about itself; the last of it signs everybody out. */
async function changeMagazine(step: Step) {
  const words = (await step('showWords', {})).texts
  await step('changeWords', { was: words, to: { ...words, tagline: 'Another line' } })
  const look = (await step('showLook', {})).texts
  await step('changeLook', { was: look, to: { ...look, accent: '#7a1f1f' } })
  const meter = (await step('showMeter', {})).texts
  await step('changeMeter', { was: meter, to: { ...meter, period: 'week' } })
  const notices = (await step('showNotices', {})).texts
  await step('changeNotices', { was: notices, to: { ...notices, 'notice.subscribe': 'Join' } })
  const text = {
    name: 'Monthly',
    description: '',
    billed: 'month',
    opens: 'everything',
    price: '4.90 EUR',
    stripePrice: null,
  } as const
  const plan = { ...text, trialDays: 0, position: 1 }
  const { plans } = await step('addPlan', { slug: 'by-the-month', ...plan })
  const id = plans.find(({ slug }) => slug === 'by-the-month')?.id ?? 0
  await step('changePlan', { was: plan, to: { ...plan, name: 'By the month' } }, { id })
  await step('retirePlan', {}, { id })
  await step('offerPlan', {}, { id })
  await step('listPlans', {})
  const letter = { name: 'On Sundays', description: '' }
  const { newsletters } = await step('addNewsletter', letter)
  const newsletter = { id: newsletters.find(({ name }) => name === letter.name)?.id ?? 0 }
  await step('changeNewsletter', { was: letter, to: { ...letter, description: 'On Sundays.' } }, newsletter)
  await step('retireNewsletter', {}, newsletter)
  await step('listNewsletters', {})
  const { mails } = await step('listMail', {})
  const mail = { id: mails[0]?.id ?? 0 }
  await step('openMail', {}, mail)
  await step('retryMail', {}, mail)
  await step('deleteMail', {}, mail)
  await step('showSecrets', {})
  await step('rotateEverything', {})
}

async function withMembers(step: Step): Promise<void> {
  const none = { from: null, note: '', tells: false }
  const comp = { kind: 'comp', email: 'ivo@paper.example', plan: 'monthly', until: null, ...none } as const
  const { id, memberId } = await step('giveSubscription', comp)
  await step('endSubscription', { at: 'now', tells: false }, { id })
  await step('memberChoices', {})
  await step('importMembers', { csv: 'email\nivy@paper.example\n', plan: null, runs: true })
  await step('chooseForMember', { newsletter: 'weekly', wants: true }, { id: memberId })
}

async function withGroups(step: Step): Promise<{ id: number }> {
  const places = { addDomains: ['paper.example'], addNetworks: [] }
  const terms = { name: 'School', opens: 'metered', seats: 3, from: null, until: null, ...places } as const
  const { id } = await step('addGroup', { ...terms, administrator: 'ivo@paper.example' })
  await step('changeGroup', { ...terms, administrator: null, seats: 4, removeDomains: [], removeNetworks: [] }, { id })
  await step('listGroups', {})
  await step('showGroup', {}, { id })
  return { id }
}
