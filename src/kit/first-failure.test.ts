import { expect, test } from 'vitest'
import { tellingFirstFailure } from './first-failure.ts'

test('of failures in a row only the first is told, and after a success the next', async () => {
  const rounds = ['down', 'still down', null, 'down again', 'still down']
  const told: string[] = []
  const work = tellingFirstFailure(
    async () => {
      const reason = rounds.shift()
      if (reason) throw new Error(reason)
    },
    (error) => told.push(error),
  )
  while (rounds.length > 0) await work()
  expect(told).toEqual(['Error: down', 'Error: down again'])
})
