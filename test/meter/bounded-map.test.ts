import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BoundedMap } from '../../src/kit/bounded-map.ts'

describe('a bounded map', () => {
  test('forgets what has gone longest without being read or written', () => {
    const map = new BoundedMap<string, number>(2)
    map.set('a', 1)
    map.set('b', 2)
    map.get('a')
    map.set('c', 3)
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3])
    map.set('a', 4)
    map.set('d', 5)
    expect([map.get('a'), map.get('c'), map.get('d')]).toEqual([4, undefined, 5])
  })

  test('keeps the newest entries and never more than its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(15)), (size, keys) => {
        const map = new BoundedMap<number, number>(size)
        for (const key of keys) map.set(key, key)
        const newest = [...new Set(keys.toReversed())].slice(0, size)
        expect(map.size).toBe(newest.length)
        for (const key of newest) expect(map.get(key)).toBe(key)
      }),
    )
  })

  test('keeps a null, and drops what it is told to', () => {
    const map = new BoundedMap<string, null>(3)
    map.set('none', null)
    expect(map.get('none')).toBeNull()
    map.delete('none')
    expect(map.get('none')).toBeUndefined()
    map.set('a', null)
    map.clear()
    expect(map.size).toBe(0)
  })
})
