import { expect, test } from 'vitest'
import { type Answered, type DeskRouteName, deskRoutes, type Sent } from '../../../src/http/desk-api/desk-routes.ts'
import type { DeskRoute } from '../../../src/http/desk-api/route-row.ts'
import { openEditor, wholeContent } from '../../support/desk.ts'
import { openTestSite } from '../../support/site.ts'

type Parts = { id?: number; number?: number }

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
  const { staff } = await step('addStaff', { email: 'jun@paper.example', role: 'editor' })
  const jun = staff.find(({ role }) => role === 'editor')?.id ?? 0
  await step('changeRole', { role: 'contributor' }, { id: jun })
  await step('removeStaff', {}, { id: jun })
  for (const name of ['me', 'openApi', 'listPicks', 'listStaff', 'listAudit', 'listSources'] as const) await step(name, {})
  for (const name of ['showPick', 'listVersions'] as const) await step(name, {}, { id })
  await step('showVersion', {}, { id, number: 1 })
  await step('calendar', { month: '2026-11' })
  const { sources } = await owner.do('listSources', {})
  await step('showSource', {}, { id: sources[0]?.id ?? 0 })

  await changeMagazine(step)

  expect([...seen].toSorted()).toEqual(Object.keys(deskRoutes).toSorted())
  await site.drop()
})

type Step = <Name extends DeskRouteName>(name: Name, sent: Sent<Name>, parts?: Parts) => Promise<Answered<Name>>

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
  const { plans } = await step('addPlan', { slug: 'monthly', ...plan })
  const id = plans[0]?.id ?? 0
  await step('changePlan', { was: plan, to: { ...plan, name: 'By the month' } }, { id })
  await step('retirePlan', {}, { id })
  await step('offerPlan', {}, { id })
  await step('listPlans', {})
  const letter = { name: 'Weekly', description: '' }
  const { newsletters } = await step('addNewsletter', letter)
  const newsletter = { id: newsletters[0]?.id ?? 0 }
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
