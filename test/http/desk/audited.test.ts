import { expect, test } from 'vitest'
import { type DeskRouteName, deskRoutes, type Sent } from '../../../src/http/desk-api/desk-routes.ts'
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
  for (const name of ['me', 'openApi', 'listPicks', 'listStaff', 'listAudit', 'listSources', 'find'] as const)
    await step(name, {})
  for (const name of ['showPick', 'listVersions'] as const) await step(name, {}, { id })
  await step('showVersion', {}, { id, number: 1 })
  await step('calendar', { month: '2026-11' })
  const { sources } = await owner.do('listSources', {})
  await step('showSource', {}, { id: sources[0]?.id ?? 0 })

  expect([...seen].toSorted()).toEqual(Object.keys(deskRoutes).toSorted())
  await site.drop()
})
