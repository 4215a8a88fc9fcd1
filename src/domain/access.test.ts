import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decideAccess,
  decideAfterCounting,
  decideByStanding,
  deskPermit,
  type Metered,
  type Permit,
  type Purpose,
  type Question,
  type ToCount,
} from './access.ts'
import type { Reader, Standing } from './meter.ts'
import type { Visibility } from './pick.ts'

const visitor: Reader = { kind: 'visitor' }
const member: Reader = { kind: 'member', id: '7' }
const visibilities: Visibility[] = ['open', 'metered', 'subscribers-only']
const subscriber: Reader = { kind: 'subscriber', opens: 'everything' }

type Asked = Partial<Question> & { standing?: Standing | 'unknown' }

/** The first two steps in one: what comes out before anything is counted. */
function decide({ standing = having(), ...changes }: Asked = {}) {
  const question: Question = {
    pick: { id: 1, visibility: 'metered' },
    reader: visitor,
    purpose: 'read',
    allowance: { visitor: 3, member: 5 },
    ...changes,
  }
  const decision = decideAccess(question)
  return decision.kind === 'metered' ? decideByStanding(decision, standing) : decision
}

function having(...ids: number[]): Standing {
  return { period: '2026-03-01', nthOf: new Map(ids.map((id, index) => [id, index + 1])) }
}

function toCount(): ToCount {
  const decision = decide()
  if (decision.kind !== 'count') throw new Error(`not to be counted but ${decision.kind}`)
  return decision
}

const anyStanding = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }).map((ids) => having(...ids))
const anyLimit = fc.integer({ min: 0, max: 6 })
const anyQuestion = fc.record({
  pick: fc.record({ id: fc.integer({ min: 1, max: 9 }), visibility: fc.constantFrom(...visibilities) }),
  reader: fc.constantFrom<Reader>(visitor, member, subscriber, { kind: 'subscriber', opens: 'metered' }, { kind: 'crawler' }),
  purpose: fc.constantFrom<Purpose>('read', 'prefetch', 'head'),
  allowance: fc.record({ visitor: anyLimit, member: anyLimit }),
  standing: fc.oneof(anyStanding, fc.constant('unknown' as const)),
})

describe('the decision', () => {
  test('an open pick is open to everyone and never counted, whatever the ledger says', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const decision = decideAccess({ ...question, pick: { id: question.pick.id, visibility: 'open' } })
        expect(decision).toMatchObject({ kind: 'open', why: 'open', permit: { pickId: question.pick.id } })
      }),
    )
  })

  test('a subscriber reads every pick, and a proven crawler every metered one, without the ledger being asked', () => {
    const asked = [
      [subscriber, 'metered'],
      [subscriber, 'subscribers-only'],
      [{ kind: 'subscriber', opens: 'metered' }, 'metered'],
      [{ kind: 'crawler' }, 'metered'],
    ] as const
    for (const [reader, visibility] of asked) {
      const pick = { id: 4, visibility }
      const decision = decideAccess({ reader, pick, purpose: 'read', allowance: { visitor: 0, member: 0 } })
      expect(decision).toMatchObject({ kind: 'open', why: reader.kind, permit: { pickId: 4 } })
    }
  })

  test('a pick for subscribers only shows its lead to visitors, members, robots and those whose plan doesn’t open it, whatever they have left', () => {
    const shut = [visitor, member, { kind: 'crawler' }, { kind: 'subscriber', opens: 'metered' }] as const
    for (const reader of shut) {
      expect(decide({ reader, pick: { id: 1, visibility: 'subscribers-only' } })).toEqual({
        kind: 'lead',
        why: 'subscribers-only',
      })
    }
  })

  test('prefetch and prerender get the lead of every gated pick, also of one that was read and for a subscriber [PW-29]', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        fc.pre(question.pick.visibility !== 'open')
        expect(decide({ ...question, purpose: 'prefetch' })).toEqual({ kind: 'lead', why: 'prefetch' })
      }),
    )
  })

  test('HEAD is answered as GET would be, but where GET would count it counts nothing [PW-19]', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const head = decide({ ...question, purpose: 'head' })
        const get = decide({ ...question, purpose: 'read' })
        expect(head).toEqual(get.kind === 'count' ? { kind: 'lead', why: 'head' } : get)
      }),
    )
  })

  test('the standing is asked for only with a metered pick and a reader who is counted', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const isCounted = question.reader.kind === 'visitor' || question.reader.kind === 'member'
        const asks = question.pick.visibility === 'metered' && isCounted && question.purpose !== 'prefetch'
        expect(decideAccess(question).kind === 'metered').toBe(asks)
      }),
    )
  })

  test('without an answer from the ledger nobody who is counted gets a permit [PW-34]', () => {
    expect(decide({ standing: 'unknown' })).toEqual({ kind: 'lead', why: 'not-counting' })
  })

  test('a pick read in this period stays open with the number it had', () => {
    expect(decide({ standing: having(8, 1, 9) })).toMatchObject({ kind: 'already-read', nth: 2, left: 1 })
  })

  test('when the allowance shrinks, what was read stays open and what is left is never below 0', () => {
    const shrunk = { standing: having(8, 9, 1), allowance: { visitor: 1, member: 5 } }
    expect(decide(shrunk)).toMatchObject({ kind: 'already-read', nth: 3, left: 0 })
    expect(decide({ ...shrunk, pick: { id: 2, visibility: 'metered' } })).toEqual({ kind: 'lead', why: 'allowance-spent' })
  })

  test('an allowance of 0 opens nothing', () => {
    expect(decide({ allowance: { visitor: 0, member: 0 } })).toEqual({ kind: 'lead', why: 'allowance-spent' })
  })

  test('members have an allowance of their own', () => {
    const standing = having(2, 3, 4)
    expect(decide({ standing })).toEqual({ kind: 'lead', why: 'allowance-spent' })
    expect(decide({ standing, reader: member }).kind).toBe('count')
  })

  test('readings that were forgotten are still counted', () => {
    const standing: Standing = { period: '2026-03-01', nthOf: new Map([-1, -2, -3].map((id) => [id, -id])) }
    expect(decide({ standing })).toEqual({ kind: 'lead', why: 'allowance-spent' })
  })

  test('a reading is to be counted exactly when the period has one left for a pick that was not read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), anyLimit, anyStanding, (id, visitorLimit, standing) => {
        const { kind } = decide({
          pick: { id, visibility: 'metered' },
          allowance: { visitor: visitorLimit, member: 0 },
          standing,
        })
        expect(kind === 'count').toBe(!standing.nthOf.has(id) && standing.nthOf.size < visitorLimit)
      }),
    )
  })
})

describe('the decision after counting', () => {
  test('the numbers under three picks in a row with an allowance of 3 are 2, 1 and 0', () => {
    const accesses = [1, 2, 3].map((nth) => decideAfterCounting(toCount(), { kind: 'counted', nth }))
    expect(accesses.map((access) => access.kind === 'counted' && access.left)).toEqual([2, 1, 0])
  })

  test('only a count that happened earns the permit', () => {
    const question = toCount()
    expect(question).not.toHaveProperty('permit')
    expect(decideAfterCounting(question, { kind: 'counted', nth: 1 })).toMatchObject({ permit: { pickId: 1 } })
    expect(decideAfterCounting(question, { kind: 'already', nth: 2 })).toMatchObject({
      kind: 'already-read',
      permit: { pickId: 1 },
      left: 1,
    })
    expect(decideAfterCounting(question, { kind: 'spent' })).toEqual({ kind: 'lead', why: 'allowance-spent' })
    expect(decideAfterCounting(question, { kind: 'sign-up-first' })).toEqual({ kind: 'lead', why: 'sign-up-first' })
  })
})

describe('a permit', () => {
  test('cannot be written by hand, nor can a step on the way to it: the compiler refuses', () => {
    // @ts-expect-error what makes a permit never leaves access.ts
    const permit: Permit = { pickId: 1 }
    // @ts-expect-error
    const metered: Metered = { kind: 'metered', pickId: 1, limit: 3, isHead: false }
    // @ts-expect-error
    const counting: ToCount = { kind: 'count', pickId: 1, limit: 3 }
    expect([permit, metered, counting]).not.toContainEqual(deskPermit(1))
  })

  test('is always for the pick that was asked about', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const decision = decide(question)
        if ('permit' in decision) expect(decision.permit.pickId).toBe(question.pick.id)
        if (decision.kind === 'count') expect(decision.pickId).toBe(question.pick.id)
      }),
    )
  })
})
