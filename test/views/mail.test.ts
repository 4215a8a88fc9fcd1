import { expect, test } from 'vitest'
import { frame, magazine } from '../support/gallery/fixtures.ts'
import { sampleMail } from '../support/gallery/member-pages.tsx'
import { linesOf } from './page-text.ts'

const mail = sampleMail(frame)

test('the mail for signing in says the same in both forms: who wrote, the code, the link, and what if it was somebody else', () => {
  expect(mail.subject).toBe('Sign in to The Halfpenny Lantern')
  const link = `https://lantern.example/sign-in/link/${'a'.repeat(43)}`
  expect(mail.text).toContain('\n\n    0481 5162\n\n')
  expect(mail.text.match(/https:\S+/g)).toEqual([link, 'https://lantern.example'])
  expect([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['https://lantern.example', link])
  const body = linesOf(mail.html.replace(/<head>.*<\/head>/s, ''))
  for (const line of body.filter((one) => !['The Halfpenny Lantern', 'Sign in'].includes(one))) expect(mail.text).toContain(line)
  expect(body.join('\n')).toContain('If it wasn’t you, there is nothing to do')
})

test('a mail loads nothing from anywhere and holds no script, and its styles are not spoiled by escaping', () => {
  expect(mail.html).not.toMatch(/<(script|img|link|iframe|form)\b|src=|url\(/)
  const [, styles = ''] = /<style>(.*?)<\/style>/s.exec(mail.html) ?? []
  expect(styles).toContain('prefers-color-scheme')
  expect(styles).not.toMatch(/[&<>"']/)
})

test('a plain mail has lines that any program can show', () => {
  expect(mail.text.endsWith('\n-- \nThe Halfpenny Lantern\nhttps://lantern.example\n')).toBe(true)
  expect(mail.text).not.toMatch(/<|&\w+;/)
})

test('a magazine’s name can’t become a part of the mail’s markup [HD-01]', () => {
  const hostile = '"></title></style><script>alert(1)</script>\r\nBcc: a@b.example'
  const { html } = sampleMail({ ...frame, magazine: { ...magazine, name: hostile } })
  expect(html).not.toContain('<script>')
  expect(html.match(/<\/title>/g)).toHaveLength(1)
})
