import { expect, test } from 'vitest'
import type { Lead } from '../../src/domain/pick.ts'
import { AccountPage } from '../../src/views/account-page.tsx'
import { CodePage } from '../../src/views/code-page.tsx'
import { EmailChangeLinkPage } from '../../src/views/email-change-link-page.tsx'
import { EmailChangePage } from '../../src/views/email-change-page.tsx'
import type { Frame } from '../../src/views/frame.ts'
import { FrontPage } from '../../src/views/front-page.tsx'
import { PickPage } from '../../src/views/pick-page.tsx'
import { ReadingPage } from '../../src/views/reading-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { SearchPage } from '../../src/views/search-page.tsx'
import { SignInLinkPage } from '../../src/views/sign-in-link-page.tsx'
import { SignInPage } from '../../src/views/sign-in-page.tsx'
import { SourcePage } from '../../src/views/source-page.tsx'
import { TopicPage } from '../../src/views/topic-page.tsx'
import { ferry, fogExcerpt, frame, magazine, opened } from '../support/gallery/fixtures.ts'
import { memberPages } from '../support/gallery/member-pages.tsx'
import { galleryPages } from '../support/gallery/pages.tsx'
import { elementOf, linesOf } from './page-text.ts'

const pages = Object.entries(galleryPages(frame))
const hostile = `"'></title><script>alert(1)</script><img src=x onerror=alert(2)>&amp;`
const lead: Lead = {
  ...ferry,
  headline: hostile,
  introduction: [hostile],
  author: hostile,
  source: { slug: 'source', name: hostile },
  topics: [{ slug: 'topic', name: hostile }],
}

test.each(pages)('the %s page keeps the content security policy: no style and no script of its own', (_name, page) => {
  expect(page).not.toMatch(/<[^>]+\sstyle=/)
  expect(page).not.toContain('<style')
  expect(page).not.toMatch(/<[^>]+\son\w+=/)
  const scripts = page.match(/<script\b[^>]*>/g) ?? []
  expect(scripts.filter((tag) => !tag.includes(' src="/assets/') && !tag.includes('application/ld+json'))).toEqual([])
})

test.each(pages)('the %s page has one main part, one first heading and no id twice', (_name, page) => {
  expect(page.match(/<main\b/g)).toHaveLength(1)
  expect(page.match(/<h1\b/g)).toHaveLength(1)
  const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(pages)('the %s page asks nobody else for anything', (_name, page) => {
  const loaded = [...page.matchAll(/<(?:link|script|img|source|iframe|form)\b[^>]*\s(?:href|src|action)="([^"]*)"/g)].map(
    ([, url]) => url ?? '',
  )
  expect(loaded.filter((url) => !/^\/(?!\/)/.test(url) && !url.startsWith(`${frame.origin}/`))).toEqual([])
})

test('the empty front page leads whoever the magazine belongs to the two ways by which a first pick comes', () => {
  const page = elementOf(galleryPages(frame)['front-empty'] ?? '', 'main')
  expect(page).toContain('<a href="/desk">desk</a>')
  expect(page).toContain('npx tessera import FILE --publish')
})

test('the masthead is the same on every page but for the mark of where one is', () => {
  const plain = (page: string) => elementOf(page, 'header').replaceAll(/ aria-current="\w+"/g, '')
  const others = pages.filter(([name]) => name !== 'problem' && !/^(front|link-|going)/.test(name))
  expect(new Set(others.map(([, page]) => plain(page))).size).toBe(1)
})

test('whatever stands in a field is printed as text [HD-01]', () => {
  const bad: Frame = {
    ...frame,
    magazine: { ...magazine, name: hostile, tagline: hostile, imprint: hostile, about: [hostile], contact: [hostile] },
  }
  const months = [{ month: '2026-09', leads: [lead] }]
  const strip = [{ month: '2026-09', count: 1 }]
  const common = { frame: bad, count: 1, since: '2026-09', strip, months, earlier: null }
  const linked = { slug: 'slug', name: hostile, count: 1 }
  const excerpt = [[{ kind: 'run', text: hostile } as const, { kind: 'gloss', text: hostile } as const], ...fogExcerpt]
  const state = { allowance: 3, left: 2, opensAgain: '2026-10-01', period: { kind: 'month' }, periodStart: '2026-09-01' } as const
  const hit = { lead, snippet: [{ text: hostile, found: true }], inExcerpt: true }
  const all = [
    ...Object.values(galleryPages(bad)),
    renderPage(<PickPage frame={bad} pick={opened(lead, excerpt, 1)} next={{ href: '/picks/a', headline: hostile }} private />),
    renderPage(<FrontPage frame={bad} days={[{ date: '2026-09-18', leads: [lead] }]} older={null} />),
    renderPage(<TopicPage {...common} topic={{ ...linked, description: hostile }} mostQuoted={[linked]} neighbours={[linked]} />),
    renderPage(
      <SourcePage {...common} source={{ ...linked, url: `https://a.example/${hostile}` }} topics={[linked]} authors={[linked]} />,
    ),
    renderPage(<SearchPage frame={bad} query={hostile} hits={[hit]} more={false} />),
    renderPage(<SearchPage frame={bad} query={hostile} hits={[]} more={false} />),
    ...memberPagesOf(bad),
    renderPage(
      <ReadingPage
        frame={bad}
        state={{ ...state, readings: [{ lead, openedAt: new Date(0) }], forgotten: 0, earlier: [] }}
        allowance={3}
      />,
    ),
  ]
  for (const page of all) {
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img')
    expect(page.match(/<\/title>/g)).toHaveLength(1)
  }
})

function memberPagesOf(bad: Frame): string[] {
  const session = { id: 'AAAAAAAAAAAAAAAA', device: hostile, seenAt: new Date(0), isHere: false }
  const newsletters = [{ slug: hostile, name: hostile, description: hostile, wants: true, chosenAt: new Date(0) }]
  const sessions = [session, { ...session, isHere: true }]
  const account = { email: hostile, name: hostile, keepsHistory: true, newsletters, sessions }
  const change = { newEmail: hostile, confirmed: { new: false, old: false }, wrong: { new: hostile }, left: 4 }
  return [
    renderPage(<AccountPage frame={bad} account={account} refused={{ form: 'delete', email: hostile }} />),
    renderPage(<AccountPage frame={bad} account={account} refused={{ form: 'email', typed: hostile, why: 'same' }} />),
    renderPage(<EmailChangePage frame={bad} state={{ kind: 'waiting', ...change }} />),
    renderPage(<EmailChangeLinkPage frame={bad} state={{ kind: 'here', side: 'new', token: hostile }} />),
    renderPage(<SignInPage frame={bad} purpose="sign-up" next={hostile} refused={{ typed: hostile, why: 'bad-address' }} />),
    renderPage(<CodePage frame={bad} refused={{ why: 'wrong', typed: hostile, left: 1 }} next={hostile} />),
    renderPage(<SignInLinkPage frame={bad} state={{ kind: 'here', token: hostile }} />),
  ]
}

test('every field of a form has a label, and what was wrong is said to be about it', () => {
  const forms = Object.entries(memberPages(frame)).map(([name, page]) => [name, renderPage(page)] as const)
  for (const [name, page] of forms) {
    const fields = page.match(/<input\b[^>]*>/g)?.filter((field) => !/type="(hidden|search)"/.test(field)) ?? []
    for (const field of fields) {
      const id = / id="([^"]*)"/.exec(field)?.[1]
      expect(page, `${name}: ${field}`).toContain(`<label for="${id}">`)
      for (const described of (/aria-describedby="([^"]*)"/.exec(field)?.[1] ?? '').split(' ').filter((one) => one !== ''))
        expect(page, `${name}: ${field}`).toContain(`id="${described}"`)
    }
  }
  const named = Object.fromEntries(forms)
  expect(named.code).toMatch(/inputmode="numeric" autocomplete="one-time-code"/)
  expect(named['sign-up']).toMatch(/type="email" autocomplete="email webauthn"/)
  expect(named['sign-in']).toMatch(/type="email" autocomplete="username webauthn"/)
  expect(named['sign-in-refused']).toContain('aria-invalid="true" autofocus=""')
})

test('an empty magazine tells its makers how to begin', () => {
  const page = Object.fromEntries(pages)['front-empty'] ?? ''
  expect(linesOf(page).join('\n')).toContain('npx tessera import FILE --publish')
})

test('pages that are one reader’s own or nobody’s are not for search engines', () => {
  const named = Object.fromEntries(pages)
  for (const name of ['reading', 'search', 'not-found', 'problem', 'code', 'account', 'link-here', 'link-elsewhere'])
    expect(named[name]).toContain('content="noindex"')
  for (const name of ['front', 'pick', 'topic', 'archive', 'about']) expect(named[name]).not.toContain('noindex')
})

test('addresses in the magazine’s own paragraphs can be followed', () => {
  const named = Object.fromEntries(pages)
  expect(named.subscribe).toContain('<a href="mailto:desk@lantern.example">')
  expect(named.about).toContain('href="https://saltmarsh.example/originals" rel="noopener external">')
})

test('the reading page shows what was counted, and a form that forgets it', () => {
  const page = Object.fromEntries(pages).reading ?? ''
  const lines = linesOf(page)
  expect(lines).toContain(
    'Two of your three free articles for September are read; one is left. The count starts again on Thursday, Oct. 1.',
  )
  expect(lines).toContain('The Tidewater Quarterly, opened Sept. 19 2026, 8:12 a.m.')
  expect(page).toContain('<form class="forget" method="post" action="/reading/forget">')
})

test('the reading page has no heading over nothing, and says what was forgotten', () => {
  const named = Object.fromEntries(pages)
  expect(linesOf(named['reading-unread'] ?? '')).not.toContain('September 2026')
  expect(named['reading-unread']).toContain('None of your three free articles for September is read yet.')
  const forgotten = linesOf(named['reading-forgotten'] ?? '')
  expect(forgotten).toContain('September 2026')
  expect(forgotten).toContain('Two articles you had us forget.')
  for (const name of ['reading-unread', 'reading-forgotten']) expect(named[name]).not.toContain('<ol class="list"></ol>')
})
