import { expect, test } from 'vitest'
import { clipsOfOne, createClipQuota } from '../../src/flows/clip-quota.ts'

const start = new Date('2026-11-10T12:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000)

test('one person clips a few articles at a time, and others are none the worse for it [CL-16]', () => {
  const { begin } = createClipQuota()
  const ends = Array.from({ length: clipsOfOne.atOnce }, () => begin(1, start))
  expect(ends).not.toContain(null)
  expect(begin(1, start)).toBe(null)
  expect(begin(2, start)).not.toBe(null)
  ends[0]?.()
  ends[0]?.()
  expect(begin(1, start)).not.toBe(null)
  expect(begin(1, start)).toBe(null)
})

test('a thousand clips a minute are refused but for the first few; a minute later some more go through [CL-16]', () => {
  const { begin } = createClipQuota()
  const clips = (count: number, at: Date) => {
    let done = 0
    for (let nth = 0; nth < count; nth += 1) {
      const end = begin(1, at)
      if (end) done += 1
      end?.()
    }
    return done
  }
  expect(clips(1_000, start)).toBe(clipsOfOne.aMinute)
  expect(clips(1_000, after(59))).toBe(0)
  expect(clips(1_000, after(61))).toBe(clipsOfOne.aMinute)
  let inAnHour = 2 * clipsOfOne.aMinute
  for (let minute = 2; minute < 59; minute += 1) inAnHour += clips(100, after(minute * 61))
  expect(inAnHour).toBe(clipsOfOne.anHour)
  expect(clips(1, after(3_700))).toBe(1)
})
