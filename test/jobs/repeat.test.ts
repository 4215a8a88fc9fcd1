import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from '../../src/jobs/repeat.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a job runs at once and after each pause, never twice at the same time, and what is under way is finished before it stops', async () => {
  const runs: PromiseWithResolvers<void>[] = []
  const job = repeat(1_000, () => {
    const run = Promise.withResolvers<void>()
    runs.push(run)
    return run.promise
  })
  expect(runs).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(runs).toHaveLength(1)
  runs[0]?.resolve()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(runs).toHaveLength(2)
  let isStopped = false
  const stopped = job.stop().then(() => {
    isStopped = true
  })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(isStopped).toBe(false)
  runs[1]?.resolve()
  await stopped
  await vi.advanceTimersByTimeAsync(5_000)
  expect(runs).toHaveLength(2)
})
