import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createNetworkCounts } from '../../src/flows/network-counts.ts'
import { createNewVisitors } from '../../src/flows/new-visitors.ts'

const at = (text: string) => new Date(text)
const now = at('2026-03-05T09:30:00Z')

function open({ newVisitorsPerHour = 3, sharedNetworks = [] as string[] } = {}) {
  const settings = { newVisitorsPerHour, sharedNetworks }
  const keys: string[] = []
  const hashed: string[] = []
  const counts = createNetworkCounts({
    tellFrom: () => 2,
    randomKey: () => {
      keys.push(randomBytes(16).toString('hex'))
      return keys.at(-1) ?? ''
    },
    hash: (key, text) => {
      hashed.push(createHmac('sha256', key).update(text).digest('base64url'))
      return hashed.at(-1) ?? ''
    },
  })
  const visitors = createNewVisitors({ settings: () => settings, counts })
  const count = (address: string | null, times = 1, when = now) =>
    Array.from({ length: times }, () => visitors.countNewVisitor(address, when)).at(-1)
  return { ...visitors, ...counts, count, settings, keys, hashed }
}

describe('the count of brand-new visitors', () => {
  test('asks the one after the last of an hour to sign up, in that network only [PW-20]', () => {
    const { count } = open()
    expect(count('203.0.113.1', 3)).toBe('welcome')
    expect(count('203.0.113.200')).toBe('sign-up-first')
    expect(count('203.0.114.1')).toBe('welcome')
  })

  test('takes all addresses of one /64 and all text forms of one address as one network [PW-22]', () => {
    const { count, networksHeld } = open({ newVisitorsPerHour: 500 })
    for (let i = 0; i < 500; i++) count(`2001:db8:1:2::${i.toString(16)}`)
    expect(count('2001:0DB8:1:2:ffff::1')).toBe('sign-up-first')
    for (const address of ['198.51.100.7', '::ffff:198.51.100.7', '::FFFF:c633:6407']) count(address)
    expect(networksHeld()).toBe(2)
  })

  test('begins anew with every hour, under a new key, and forgets the last one [PW-23]', () => {
    const { count, keys, hashed, networksHeld } = open()
    count('203.0.113.1', 4)
    count('198.51.100.1')
    expect(networksHeld()).toBe(2)
    expect(count('203.0.113.1', 1, at('2026-03-05T10:00:00Z'))).toBe('welcome')
    expect(networksHeld()).toBe(1)
    expect(new Set(keys).size).toBe(2)
    expect(hashed[0]).not.toBe(hashed.at(-1))
  })

  test('never counts a network that the magazine calls shared [PW-21]', () => {
    const { count, networksHeld } = open({ sharedNetworks: ['198.51.100.0/24', '2001:db8::/32'] })
    expect(count('198.51.100.77', 1_000)).toBe('welcome')
    expect(count('2001:db8::9', 1_000)).toBe('welcome')
    expect(networksHeld()).toBe(0)
    expect(count('198.51.101.77', 4)).toBe('sign-up-first')
  })

  test('is off at 0, and follows the settings at once', () => {
    const { count, settings } = open({ newVisitorsPerHour: 0 })
    expect(count('203.0.113.1', 1_000)).toBe('welcome')
    settings.newVisitorsPerHour = 1
    expect(count('203.0.113.1', 2)).toBe('sign-up-first')
  })

  test('welcomes whoever comes from an address that can’t be read', () => {
    const { count, networksHeld } = open({ newVisitorsPerHour: 1 })
    for (const address of [null, '', 'unix', '999.1.1.1']) expect(count(address, 5)).toBe('welcome')
    expect(networksHeld()).toBe(0)
  })

  test('keeps a bounded number of networks', () => {
    const { count, networksHeld } = open()
    for (let i = 0; i < 50_100; i++) count(`${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.1`)
    expect(networksHeld()).toBe(50_000)
  })
})
