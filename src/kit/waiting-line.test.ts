import { expect, test } from 'vitest'
import { createLine } from './waiting-line.ts'

const patient = () => new AbortController().signal

test('so many are served at once, so many wait in the order they came, and the rest are sent away', async () => {
  const line = createLine({ atOnce: 2, waiting: 2 })
  const served: number[] = []
  const ends: (() => void)[] = []
  const all = [1, 2, 3, 4, 5].map(async (number) => {
    const end = await line.take(patient())
    if (end) served.push(number)
    if (end) ends.push(end)
    return end !== null
  })
  expect(await all[4]).toBe(false)
  expect(served).toEqual([1, 2])
  ends[0]?.()
  ends[0]?.() // ends once, however often it is said
  expect(await all[2]).toBe(true)
  expect(served).toEqual([1, 2, 3])
  ends[1]?.()
  expect(await all[3]).toBe(true)
  expect(served).toEqual([1, 2, 3, 4])
})

test('whoever has waited long enough leaves the line, and takes nobody’s place with them', async () => {
  const line = createLine({ atOnce: 1, waiting: 2 })
  const end = await line.take(patient())
  const hurry = new AbortController()
  const hurried = line.take(hurry.signal)
  const next = line.take(patient())
  hurry.abort()
  expect(await hurried).toBe(null)
  end?.()
  expect(await next).not.toBe(null)
  expect(await line.take(hurry.signal)).toBe(null)
})
