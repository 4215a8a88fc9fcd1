import { expect, test } from 'vitest'
import type { Lead } from '../../src/domain/pick.ts'
import type { OpenedPick, WallPart } from '../../src/views/frame.ts'
import { PickFragment } from '../../src/views/pick-article.tsx'
import { PickPage } from '../../src/views/pick-page.tsx'
import { renderFragment, renderPage } from '../../src/views/render.ts'
import {
  ferry,
  ferryExcerpt,
  fog,
  fogExcerpt,
  frame,
  magazine,
  mapped,
  opened,
  short,
  walled,
} from '../support/gallery/fixtures.ts'
import { elementOf, linesOf, mainOf } from './page-text.ts'

const next = { href: '/picks/fog?after=1', headline: fog.headline }

function page(pick: OpenedPick, isPrivate = true): string {
  return renderPage(<PickPage frame={frame} pick={pick} next={next} private={isPrivate} />)
}

function uncounted(lead: Lead): OpenedPick {
  return { lead, reader: 'visitor', part: { kind: 'open', excerpt: fogExcerpt, left: null, allowance: null, nth: null } }
}

test('a counted pick, read as text, is its text form with the notice in its place', () => {
  expect(linesOf(mainOf(page(opened(fog, fogExcerpt, 1))))).toEqual([
    '“Nobody Saw It Lift”: A Dispute Over a Fog',
    'Sept. 18 2026',
    'Two parishes, one bank of fog and eleven years of correspondence about whose it was. The letters have now been printed. Rufus Okonedo comments:',
    'The Upper parish held that a fog belongs to the water it rises from . . ., the Lower that it belongs to whoever is inside it. . . . Both cited the same hymn.',
    '“It was on our side at breakfast,” the sexton wrote, “and I have the wet washing to prove it . . ..”',
    'You have 2 free articles left this month',
    'Sign up now for unlimited access',
    'Subscribe Now',
    'Read more at Annals of Minor Weather',
    'More about: Weather',
  ])
})

test.each([
  ['Rufus Okonedo comments:', 'Rufus Okonedo comments:'],
  ['Maximilian Featherstonehaugh-Ann comments:', null],
  ['The historian of the line, Rufus Okonedo, comments:', 'Okonedo, comments:'],
])('of “%s” only whole words that fit a line stay together', (attribution, bound) => {
  const main = mainOf(page(opened({ ...fog, introduction: [`Two parishes and a fog. ${attribution}`] }, fogExcerpt, 1)))
  const [introduction = ''] = /<div class="intro">.*?<\/div>/.exec(main) ?? []
  expect(/class="bound">([^<]*)</.exec(introduction)?.[1] ?? null).toBe(bound)
})

test('the text of a pick holds no unbreakable spaces and nothing that only some readers get', () => {
  const main = mainOf(page(opened(ferry, ferryExcerpt, 1)))
  expect(main).not.toMatch(/\u00a0|&nbsp;/)
  expect(main).not.toMatch(/class="[^"]*unseen/)
})

test('where the runs stand is said above the way to the source, and drawn in order and within the article', () => {
  const main = mainOf(page(mapped(opened(ferry, ferryExcerpt, 1))))
  const lines = linesOf(main)
  expect(lines.indexOf('212 words quoted, of 1,450 in the article')).toBe(
    lines.findIndex((line) => line.startsWith('Read more at')) - 1,
  )
  expect(main).toContain('role="img" aria-label="The six passages quoted stand between 17 and 60 percent of the article."')
  const places = [...main.matchAll(/M(\d+) 4H(\d+)/g)].flatMap(([, from, to]) => [Number(from), Number(to)])
  expect(places).toHaveLength(12)
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
  expect(Math.max(...places)).toBeLessThanOrEqual(600)
})

test('a passage of one word can be seen in the longest article, at its end too', () => {
  const pick = mapped(opened(ferry, ferryExcerpt, 1))
  const runMap = { sourceWords: 90_000, quotedWords: 2, stretches: [0, 89_999].map((first) => ({ first, words: 1 })) }
  const part = pick.part.kind === 'open' ? { ...pick.part, runMap } : pick.part
  expect(mainOf(page({ ...pick, part }))).toContain('<path d="M0 4H2M598 4H600"')
})

test('each pick of a stream keeps the number that held when it was counted', () => {
  const first = linesOf(mainOf(page(opened(ferry, ferryExcerpt, 1))))
  const second = linesOf(renderFragment(<PickFragment frame={frame} pick={opened(fog, fogExcerpt, 2)} />))
  const notices = [...first, ...second].filter((line) => line.startsWith('You have'))
  expect(notices).toEqual(['You have 2 free articles left this month', 'You have 1 free article left this month'])
})

test('a pick that was not counted has no notice, and one without topics no line for them', () => {
  const lines = linesOf(mainOf(page(uncounted(short))))
  expect(lines.filter((line) => /^(You have|Sign up|Subscribe|More about)/.test(line))).toEqual([])
  expect(lines.at(-1)).toBe('Read more at The Upper Fenwick Gazette')
})

test('the source is a link to the article where its address is known, else to the page of the source', () => {
  expect(page(opened(ferry, ferryExcerpt, 1))).toContain(
    '<a class="ext" href="https://tidewater.example/ferryman" rel="noopener external" ping=',
  )
  expect(page(opened(fog, fogExcerpt, 1))).toContain('Read more at <a href="/sources/annals-of-minor-weather">')
})

test('an address that is no web page is not linked', () => {
  const hostile = { ...ferry, sourceUrl: 'javascript:alert(1)' }
  expect(page(opened(hostile, ferryExcerpt, 1))).not.toContain('javascript:')
})

test('behind the wall stand the fact, the date and the ways on, and no word of the excerpt', () => {
  const lines = linesOf(mainOf(page(walled(ferry))))
  const heading = linesOf(elementOf(page(walled(ferry)), 'h2')).join(' ')
  expect(heading).toBe('You have read your three free articles for September. Reading opens again on Thursday, Oct. 1.')
  expect(lines).toContain('Read more at The Tidewater Quarterly')
  expect(lines).toContain('Signed up already? Sign in. What you have opened stays open to you.')
  expect(page(walled(ferry))).not.toContain('toll house')
})

test('signing up is a way on only where it opens more than a visitor may read anyway', () => {
  const linesWith = (visitor: number, member: number, reader: 'visitor' | 'member' = 'visitor') => {
    const ours = { ...frame, magazine: { ...magazine, policy: { ...magazine.policy, allowance: { visitor, member } } } }
    const { part, ...pick } = walled(ferry)
    const spent = { ...part, allowance: reader === 'visitor' ? visitor : member } as WallPart
    const html = <PickPage frame={ours} pick={{ ...pick, reader, part: spent }} next={next} private={true} />
    return linesOf(mainOf(renderPage(html))).slice(3)
  }
  const oneWay = 'To go on reading today there is one way.'
  expect(linesWith(3, 5)).toEqual(expect.arrayContaining(['To go on reading today there are two ways.', 'Sign up free']))
  expect(linesWith(5, 5)).toContain(oneWay)
  expect(linesWith(5, 5)).not.toContain('Sign up free')
  expect(linesWith(0, 5)).toEqual(expect.arrayContaining(['Excerpts here are for readers who have signed up.', 'Sign up free']))
  for (const lines of [linesWith(0, 0), linesWith(0, 0, 'member')]) {
    expect(lines.slice(0, 2)).toEqual(['This article is for subscribers.', oneWay])
    expect(lines).not.toContain('Sign up free')
  }
})

test('every wall says why it stands there', () => {
  const walls: [WallPart, string][] = [
    [{ kind: 'wall', why: 'subscribers-only' }, 'This article is for subscribers.'],
    [{ kind: 'wall', why: 'sign-up-first' }, 'Please sign up to read on.'],
    [{ kind: 'wall', why: 'not-counting' }, 'This article can’t be opened at the moment.'],
  ]
  for (const [part, said] of walls) expect(linesOf(mainOf(page({ lead: ferry, reader: 'visitor', part })))).toContain(said)
})

test('a member is told what is left and how to subscribe, and is not asked to sign up or in', () => {
  const linesFor = (pick: OpenedPick) => linesOf(mainOf(page({ ...pick, reader: 'member' })))
  const open = linesFor(opened(ferry, ferryExcerpt, 1))
  expect(open).toContain('You have 2 free articles left this month')
  expect(open).toContain('Subscribe Now')
  const walls = [walled(ferry), { ...walled(ferry), part: { kind: 'wall', why: 'subscribers-only' } as const }].flatMap(linesFor)
  expect(walls).toContain('What you have opened stays open to you.')
  expect([...open, ...walls].filter((line) => /sign (up|in)|signed/i.test(line))).toEqual([])
})

test('the ways to sign up and in lead back to the pick they stand under', () => {
  for (const pick of [opened(ferry, ferryExcerpt, 1), walled(ferry)])
    expect(mainOf(page(pick))).toContain(`href="/sign-up?next=/picks/${ferry.slug}"`)
  expect(mainOf(page(walled(ferry)))).toContain(`href="/sign-in?next=/picks/${ferry.slug}"`)
})

test('metadata is made of the lead alone and names an element that is there, open or walled [PW-10] [PW-15]', () => {
  for (const pick of [opened(ferry, ferryExcerpt, 1), walled(ferry)]) {
    const html = page(pick)
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '')
    expect(data).toMatchObject({ headline: ferry.headline, description: ferry.introduction[0], datePublished: '2026-09-18' })
    expect(data).toMatchObject({ isAccessibleForFree: false, hasPart: { isAccessibleForFree: false, cssSelector: '.earned' } })
    expect(JSON.stringify(data)).not.toContain('articleBody')
    expect(mainOf(html)).toMatch(/class="[^"]*\bearned\b/)
    expect(elementOf(html, 'head')).not.toContain('toll house')
    expect(html).toContain(`<link rel="canonical" href="https://lantern.example/picks/${ferry.slug}"/>`)
  }
})

test('an open pick is free in its metadata too', () => {
  const html = page(uncounted({ ...ferry, visibility: 'open' }), false)
  expect(html).toContain('"isAccessibleForFree":true')
  expect(html).not.toContain('hasPart')
  expect(html).not.toContain('noarchive')
})

test('a copy that is one reader’s own is not for archives', () => {
  expect(page(walled(ferry))).toContain('<meta name="robots" content="noarchive"/>')
})

test('the way to the next pick stands after the text, not in it', () => {
  const html = page(opened(ferry, ferryExcerpt, 1))
  expect(mainOf(html)).not.toContain('/picks/fog')
  expect(linesOf(html.split('</main>')[1] ?? '')).toContain('Next pick: “Nobody Saw It Lift”: A Dispute Over a Fog')
})

test('the last pick of all needs no script and no next link', () => {
  const html = renderPage(<PickPage frame={frame} pick={opened(ferry, ferryExcerpt, 1)} next={null} private />)
  expect(html).not.toContain('class="next"')
  expect(html).not.toContain('/assets/stream.js')
})
