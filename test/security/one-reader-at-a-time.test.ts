import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openTestSite, pickText, type TestBrowser, type TestSite } from '../support/site.ts'
import { gatedPick, picksIn } from './canaries.ts'
import { hasOpened } from './visitors.ts'

const identities = 50
const rounds = 20
const pickCount = 8

let site: TestSite
afterEach(() => site.drop())

type Identity = { browser: TestBrowser; opened: number[] }

test('thousands of pages made at once for fifty readers hold nothing of one another’s [PW-35]', async () => {
  const picks = Array.from({ length: pickCount }, (_, at) => gatedPick(at + 1))
  site = await openTestSite({ picks: picks.join('\n') })
  const readers = await Promise.all(Array.from({ length: identities }, (_, at) => openIdentity(at)))
  let pages = 0
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      readers.map(async (reader, at) => {
        await pause((at * 7 + round * 3) % 5)
        pages += await expectOwnPages(reader, (at + round) % pickCount)
      }),
    )
  }
  expect(pages).toBe(identities * rounds * 2)
})

/** Each has spent the allowance, on three picks that only some of the others have. */
async function openIdentity(at: number): Promise<Identity> {
  const opened = [0, 1, 2].map((step) => ((at + step * (1 + (at % 2))) % pickCount) + 1)
  return { browser: await hasOpened(site, opened), opened }
}

async function expectOwnPages({ browser, opened }: Identity, at: number): Promise<number> {
  const number = at + 1
  const left = ['2 free articles', '1 free article', 'no free articles'][opened.indexOf(number)]
  const [pick, other] = await Promise.all([
    browser.text(`/picks/gated-${number}`),
    browser.text(at % 2 ? '/reading' : '/search?q=brimstone'),
  ])
  expect(plainPicksIn(pick)).toEqual(opened.includes(number) ? [number] : [])
  if (left) expect(pick).toContain(`You have ${left} left this month`)
  else expect(pick).not.toMatch(/You have .* left/)
  const listed = new Set([...other.matchAll(/href="\/picks\/gated-(\d+)"/g)].map(([, found]) => Number(found)))
  expect([...listed].toSorted()).toEqual(opened.toSorted())
  return 2
}

function plainPicksIn(text: string): number[] {
  return [...new Set([...text.matchAll(/cnry(\d+)x/g)].map(([, number]) => Number(number)))]
}

test('an edit that arrives while a page is being decided leaves nothing of the old pick behind [PW-35]', async () => {
  let asked: () => Promise<void> = async () => {}
  const names = { namesOf: async () => asked().then(() => []), addressesOf: async () => [] }
  site = await openTestSite({
    names,
    picks: pickText({ headline: 'Changing' }),
    settings: { crawlers: 'Findbot: findbot.example' },
  })
  asked = async () => {
    asked = async () => {}
    await site.publish(pickText({ headline: 'Changing' }).replace('What the editors have to say', 'What they say since the edit'))
  }
  await site.request('/picks/changing')
  const later = await (await site.request('/picks/changing', { peer: '198.51.100.8' })).text()
  expect(later).toContain('What they say since the edit')
  expect(later).not.toContain('What the editors have to say')
})

test('the number under a pick is the reader’s own also where two readers’ pages differ in nothing else [PW-35]', async () => {
  site = await openTestSite({ picks: [gatedPick(1), gatedPick(2)].join('\n') })
  const [first, second] = [await hasOpened(site, [1, 2]), await hasOpened(site, [2, 1])]
  const pages = await Promise.all([first.text('/picks/gated-1'), second.text('/picks/gated-1')])
  expect(pages.map((page) => /You have (\w+) free/.exec(page)?.[1])).toEqual(['2', '1'])
  expect(pages.map(picksIn)).toEqual([[1], [1]])
})
