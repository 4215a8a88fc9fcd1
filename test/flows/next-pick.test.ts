import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLead, listNewestLeads } from '../../src/data/leads.ts'
import type { Db } from '../../src/data/schema.ts'
import { addDays } from '../../src/domain/calendar-date.ts'
import type { Lead, PickText } from '../../src/domain/pick.ts'
import { chooseNextPick, rankFollowers } from '../../src/flows/choose-next-pick.ts'
import { keepAsDrafts, publish } from '../data/fill.ts'
import { engines, openTestDatabase, type TestDatabase } from '../support/database.ts'
import { pickWith } from '../support/pick-texts.ts'

const now = new Date('2026-11-10T12:00:00Z')

function pick(headline: string, date: string, about: string, topics: string[] = []): PickText {
  return pickWith({ headline, date, topics, introduction: [`${about} Ines Corrie asks:`] })
}

describe.each(engines)('what follows in the stream, on %s', (engine) => {
  let database: TestDatabase
  let db: Db
  beforeEach(async () => {
    database = await openTestDatabase(engine)
    db = database.db
  })
  afterEach(() => database.drop())

  const lead = async (slug: string): Promise<Lead> => {
    const found = await findLead(db, slug, now)
    if (!found) throw new Error(`There is no pick ${slug}`)
    return found
  }
  const next = async (from: Lead, trail: number[] = []) =>
    chooseNextPick(db, { followers: await rankFollowers(db, from, now), trail, lead: from, now })

  /** Everything that a reader comes through who starts here and reads on to the end. */
  async function stream(from: Lead): Promise<number[]> {
    const trail: number[] = []
    for (let slug: string | null = from.slug; slug !== null; ) {
      const at = await lead(slug)
      trail.push(at.id)
      slug = (await next(at, trail))?.slug ?? null
      if (trail.length > 200) throw new Error('The stream has no end')
    }
    return trail
  }

  test('a stream brings every published pick once, from wherever it begins, and then ends', async () => {
    const topics = fc.uniqueArray(fc.constantFrom('The sea', 'Lights', 'Maps'), { maxLength: 2 })
    const text = fc.array(fc.constantFrom('ferry', 'harbor', 'lantern', 'chart', 'whale', 'the', 'keeper'), { maxLength: 5 })
    const part = fc.record({
      day: fc.integer({ min: 0, max: 900 }),
      topics,
      text,
      isDraft: fc.nat({ max: 5 }).map((n) => n === 0),
    })
    let rounds = 0
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 12 }), fc.nat(), async (parts, start) => {
        rounds += 1
        const made = parts.map(({ day, topics, text }, index) =>
          pick(`No. ${rounds}-${index} ${text.join(' ')}`, addDays('2024-01-01', day), text.join(' '), topics),
        )
        await publish(
          db,
          now,
          made.filter((_, index) => !parts[index]?.isDraft),
        )
        await keepAsDrafts(
          db,
          now,
          made.filter((_, index) => parts[index]?.isDraft),
        )
        const all = await listNewestLeads(db, { now, limit: 1_000 })
        const first = all[start % Math.max(all.length, 1)]
        if (!first) return
        const trail = await stream(first)
        expect(new Set(trail).size).toBe(trail.length)
        expect(trail.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
      }),
      { numRuns: engine === 'sqlite' ? 12 : 5, endOnFailure: true },
    )
  })

  test('picks that share topics or words come before those that only lie near in time', async () => {
    await publish(db, now, [
      pick('The Whale at Tolm', '2026-06-15', 'A whale came up the estuary.', ['Animals', 'The sea']),
      pick('Budget Day', '2026-06-16', 'The council met.', ['Money']),
      pick('Harbor Dues', '2026-06-14', 'The council met again.', ['Money']),
      pick('Two Seals', '2024-01-03', 'They lay on the pier.', ['Animals', 'The sea']),
      pick('Estuary Mud', '2023-05-01', 'The estuary is silting up.', []),
    ])
    const ranked = await rankFollowers(db, await lead('the-whale-at-tolm'), now)
    const order = ranked.map(({ headline }) => headline)
    expect(order.slice(0, 2)).toEqual(['Two Seals', 'Estuary Mud'])
    expect(order).not.toContain('The Whale at Tolm')
    expect((await next(await lead('the-whale-at-tolm')))?.headline).toBe('Two Seals')
  })

  test('a topic that few picks have says more than one that nearly all of them have', async () => {
    const common = Array.from({ length: 8 }, (_, index) =>
      pick(`Common ${index}`, `2026-06-0${index + 1}`, `Item ${index}.`, ['News']),
    )
    await publish(db, now, [
      ...common,
      pick('Origin', '2026-06-05', 'Something.', ['News', 'Bells']),
      pick('Bells Only', '2020-01-01', 'Elsewhere.', ['Bells', 'Iron']),
    ])
    expect((await next(await lead('origin')))?.headline).toBe('Bells Only')
  })

  test('where nothing is alike the next older pick follows, and after the oldest the newest that was not seen', async () => {
    const words = ['Alder', 'Basalt', 'Cinder', 'Damson', 'Ember']
    await publish(
      db,
      now,
      words.map((word, index) => ({ ...pick(word, `202${index}-03-01`, ''), introduction: [`${word}.`] })),
    )
    const headlines = async (from: string) => {
      const ids = await stream(await lead(from))
      const all = await listNewestLeads(db, { now, limit: 100 })
      return ids.map((id) => all.find((found) => found.id === id)?.headline)
    }
    expect(await headlines('cinder')).toEqual(['Cinder', 'Basalt', 'Alder', 'Ember', 'Damson'])
    expect(await headlines('ember')).toEqual(['Ember', 'Damson', 'Cinder', 'Basalt', 'Alder'])
  })

  test('the only pick there is has nothing after it', async () => {
    await publish(db, now, [pick('Alone', '2026-01-01', 'Only this.', ['The sea'])])
    await keepAsDrafts(db, now, [pick('Alone Too', '2026-01-01', 'Only this.', ['The sea'])])
    expect(await rankFollowers(db, await lead('alone'), now)).toEqual([])
    expect(await next(await lead('alone'))).toBeNull()
  })

  test('picks that have gone since, and numbers that never were picks, only count as seen', async () => {
    await publish(db, now, [pick('One', '2026-01-01', 'Only this.'), pick('Two', '2026-01-02', 'Only this.')])
    const two = await lead('two')
    expect((await next(two, [999, 0, -4]))?.headline).toBe('One')
    expect(await next(two, [999, (await lead('one')).id])).toBeNull()
  })
})
