import { expect, test } from 'vitest'
import { PasskeysPage } from '../../src/views/passkeys-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { SignInPage } from '../../src/views/sign-in-page.tsx'
import { frame } from '../support/gallery/fixtures.ts'
import { passkeyPages } from '../support/gallery/passkey-pages.tsx'

const hostile = `"'></title></summary><script>alert(1)</script><img src=x onerror=alert(2)>`

test('a passkey’s name, the host it was made for and the way on are printed as text [HD-01]', () => {
  const passkey = { id: 'AAAAAAAAAAAAAAAA', name: hostile, site: hostile, createdAt: new Date(0), usedAt: null }
  const own = { passkeys: [passkey], isFresh: false, isFull: false, most: 20, email: hostile }
  const refused = { why: 'bad-name', id: passkey.id, typed: hostile, most: 60 } as const
  const pages = [
    renderPage(<PasskeysPage frame={frame} own={own} refused={refused} />),
    renderPage(<SignInPage frame={frame} purpose="sign-in" next={hostile} />),
  ]
  for (const page of pages) {
    expect(page).not.toMatch(/<script>alert|<img/)
    expect(page.match(/<\/title>/g)).toHaveLength(1)
  }
})

test('whoever has not shown lately who they are gets no button to add a passkey, nor does one who has enough', () => {
  const pages = Object.entries(passkeyPages(frame)).map(([name, page]) => [name, renderPage(page)] as const)
  const canAdd = pages.filter(([, page]) => page.includes('data-passkey="create"')).map(([name]) => name)
  expect(canAdd).toEqual(['passkeys', 'passkeys-none', 'passkeys-name'])
  const canProve = pages.filter(([, page]) => page.includes('data-passkey="get"')).map(([name]) => name)
  expect(canProve, 'a passkey does instead of the mail, where there is one').toEqual(['passkeys-stale'])
})
