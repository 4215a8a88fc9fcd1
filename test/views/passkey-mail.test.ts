import { expect, test } from 'vitest'
import { frame } from '../support/gallery/fixtures.ts'
import { samplePasskeyMails } from '../support/gallery/passkey-pages.tsx'
import { linesOf } from './page-text.ts'

test('the mails about a passkey say in both forms what happened, what if it was somebody else, and where to go', () => {
  const mails = samplePasskeyMails(frame)
  expect(mails.map(({ subject }) => subject)).toEqual([
    'A new passkey for The Halfpenny Lantern',
    'A passkey for The Halfpenny Lantern was removed',
  ])
  const places = ['https://lantern.example/account/passkeys', 'https://lantern.example/account']
  for (const [index, { text, html }] of mails.entries()) {
    expect(text).toContain('If it wasn’t you')
    expect(text.match(/https:\S+/g)).toEqual([places[index], 'https://lantern.example'])
    const body = linesOf(html.replace(/<head>.*<\/head>/s, ''))
    const ours = body.filter((line) => !['The Halfpenny Lantern', 'Your passkeys', 'Your account'].includes(line))
    for (const line of ours) expect(text).toContain(line)
  }
})
