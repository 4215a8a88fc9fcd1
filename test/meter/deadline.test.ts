import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { deadlineOf } from '../../src/kit/deadline.ts'

describe('a deadline', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('passes on what came in time, also when that is a failure', async () => {
    expect(await deadlineOf(10_000)(Promise.resolve('here'))).toBe('here')
    await expect(deadlineOf(10_000)(Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    // The one timer they share finds nobody waiting, and isn't set again.
    expect(vi.getTimerCount()).toBe(2)
    vi.advanceTimersByTime(10_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('rejects when the time is over, and a failure after that goes unnoticed', async () => {
    let fail = (_: Error) => {}
    const stuck = new Promise((_, reject) => {
      fail = reject
    })
    const late = expect(deadlineOf(800)(stuck)).rejects.toThrow('No answer within 800 ms')
    vi.advanceTimersByTime(800)
    await late
    fail(new Error('much later'))
  })
})
