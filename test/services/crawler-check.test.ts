import { expect, test } from 'vitest'
import type { Crawler } from '../../src/domain/magazine.ts'
import { createCrawlerCheck, type NameService } from '../../src/services/crawlers/crawler-check.ts'
import { makeRobotKey, signed, unsigned } from '../support/signed-message.ts'

const origin = 'https://quire.example'
const findbot: Crawler = {
  name: 'Findbot',
  ranges: ['192.0.2.0/24', '2001:db8:b07::/48'],
  domains: ['findbot.example'],
  keys: [],
}
const noon = new Date('2026-11-10T12:00:00Z')

/** A name service that knows these names and writes down what it was asked. */
function nameService(reverse: Record<string, string[]>, forward: Record<string, string[]> = {}) {
  const asked: string[] = []
  const answer = (table: Record<string, string[]>) => async (question: string) => {
    asked.push(question)
    return table[question] ?? []
  }
  const names: NameService = { namesOf: answer(reverse), addressesOf: answer(forward) }
  return { asked, names }
}

function check(names: NameService, clock = { now: noon }) {
  const isCrawler = createCrawlerCheck({ names, now: () => clock.now, origin })
  return (address: string | null, crawlers: readonly Crawler[], message = unsigned) => isCrawler({ address, message }, crawlers)
}

test('an address in a published range is the robot’s, without anybody being asked [PW-04]', async () => {
  const { asked, names } = nameService({})
  const isCrawler = check(names)
  for (const address of ['192.0.2.1', '192.0.2.255', '::ffff:192.0.2.7', '2001:db8:b07::9']) {
    expect(await isCrawler(address, [findbot]), address).toBe(true)
  }
  expect(asked).toEqual([])
})

test('a name that leads back to the address proves the robot [PW-04]', async () => {
  const { asked, names } = nameService(
    { '198.51.100.9': ['other.example', 'Crawl-9.Findbot.Example.'], '2001:db8::9': ['c6.findbot.example'] },
    { 'crawl-9.findbot.example': ['203.0.113.1', '198.51.100.9'], 'c6.findbot.example': ['2001:0db8:0:0::9'] },
  )
  expect(await check(names)('198.51.100.9', [findbot])).toBe(true)
  expect(asked).toEqual(['198.51.100.9', 'crawl-9.findbot.example'])
  expect(await check(names)('2001:db8::9', [findbot])).toBe(true)
})

test.each([
  ['a name that leads somewhere else', ['crawl-9.findbot.example'], { 'crawl-9.findbot.example': ['203.0.113.1'] }],
  ['a name that leads nowhere', ['crawl-9.findbot.example'], {}],
  ['a name that only ends alike', ['evilfindbot.example'], { 'evilfindbot.example': ['198.51.100.9'] }],
  ['the domain inside another one', ['findbot.example.evil.test'], { 'findbot.example.evil.test': ['198.51.100.9'] }],
  ['the bare domain', ['findbot.example'], { 'findbot.example': ['198.51.100.9'] }],
  ['no name at all', [], {}],
])('%s proves nothing [PW-04]', async (_, reverse, forward) => {
  const { names } = nameService({ '198.51.100.9': reverse }, forward)
  expect(await check(names)('198.51.100.9', [findbot])).toBe(false)
})

test('a magazine that lets no robot in asks nobody', async () => {
  const { asked, names } = nameService({ '198.51.100.9': ['crawl-9.findbot.example'] })
  expect(await check(names)('198.51.100.9', [])).toBe(false)
  expect(await check(names)('198.51.100.9', [{ ...findbot, domains: [] }])).toBe(false)
  expect(asked).toEqual([])
})

test('a signature with the robot’s key proves it from any address, without anybody being asked [PW-04]', async () => {
  const { asked, names } = nameService({})
  const [key, seconds] = [makeRobotKey(), noon.getTime() / 1_000]
  const covered = { '"@authority"': 'quire.example' }
  const { input, signature } = signed({ key, covered, created: seconds, expires: seconds + 60 })
  const message = { ...unsigned, signatureInput: input, signature }
  const signer = { ...findbot, keys: [key.x] }
  for (const address of ['198.51.100.9', null]) expect(await check(names)(address, [signer], message)).toBe(true)
  expect(asked).toEqual([])
  expect(await check(names)(null, [signer])).toBe(false)
  expect(await check(names)('198.51.100.9', [findbot], message)).toBe(false)
  expect(asked).toEqual(['198.51.100.9'])
})

test('a name service that is silent or fails means no, within a second [PW-04]', async () => {
  const silent: NameService = { namesOf: () => new Promise(() => {}), addressesOf: async () => [] }
  const failing: NameService = {
    namesOf: async () => ['a.findbot.example'],
    addressesOf: () => Promise.reject(new Error('SERVFAIL')),
  }
  const started = performance.now()
  expect(await Promise.all([silent, failing].map((names) => check(names)('198.51.100.9', [findbot])))).toEqual([false, false])
  expect(performance.now() - started).toBeLessThan(4_000)
})

test('an answer holds for an hour, for the robots it was given for', async () => {
  const { asked, names } = nameService({ '198.51.100.9': ['c.findbot.example'] }, { 'c.findbot.example': ['198.51.100.9'] })
  const clock = { now: noon }
  const isCrawler = check(names, clock)
  const otherbot = { ...findbot, domains: ['otherbot.example'] }
  expect(await isCrawler('198.51.100.9', [findbot])).toBe(true)
  clock.now = new Date(noon.getTime() + 3_599_000)
  expect(await isCrawler('198.51.100.9', [findbot])).toBe(true)
  expect(asked).toHaveLength(2)
  expect(await isCrawler('198.51.100.9', [otherbot])).toBe(false)
  clock.now = new Date(noon.getTime() + 3_601_000)
  await isCrawler('198.51.100.9', [findbot])
  expect(asked).toHaveLength(5)
})

test('an address with a thousand names is looked up a few times and no more', async () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => `c${index}.findbot.example`)
  const { asked, names } = nameService({ '198.51.100.9': thousand }, { 'c999.findbot.example': ['198.51.100.9'] })
  expect(await check(names)('198.51.100.9', [findbot])).toBe(false)
  expect(asked.length).toBeLessThan(10)
})
