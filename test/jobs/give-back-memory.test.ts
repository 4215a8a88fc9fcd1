import { describe, expect, test } from 'vitest'
import { createQuietWatch } from '../../src/jobs/give-back-memory.ts'

const megabyte = 1_000_000

describe('memory is given back', () => {
  test('once it is quiet after a busy time, and not while readers are being served', () => {
    const watch = createQuietWatch()
    expect(watch.isTime({ cpuMicroseconds: 9_000_000, rssBytes: 150 * megabyte })).toBe(false)
    expect(watch.isTime({ cpuMicroseconds: 19_000_000, rssBytes: 160 * megabyte })).toBe(false)
    expect(watch.isTime({ cpuMicroseconds: 19_400_000, rssBytes: 160 * megabyte })).toBe(true)
  })

  test('not again and again for the little that a quiet site takes', () => {
    const watch = createQuietWatch()
    watch.isTime({ cpuMicroseconds: 9_000_000, rssBytes: 150 * megabyte })
    watch.collected({ cpuMicroseconds: 10_000_000, rssBytes: 110 * megabyte })
    expect(watch.isTime({ cpuMicroseconds: 10_000_000, rssBytes: 110 * megabyte })).toBe(false)
    expect(watch.isTime({ cpuMicroseconds: 10_400_000, rssBytes: 120 * megabyte })).toBe(false)
    expect(watch.isTime({ cpuMicroseconds: 10_900_000, rssBytes: 127 * megabyte })).toBe(true)
  })
})
