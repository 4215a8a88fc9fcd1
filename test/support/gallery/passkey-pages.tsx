import { accentsOf } from '../../../src/domain/accent.ts'
import type { Frame } from '../../../src/views/frame.ts'
import type { WrittenMail } from '../../../src/views/mail/letter.tsx'
import { passkeyMail } from '../../../src/views/mail/passkey-mail.ts'
import { PasskeysPage, type ShownPasskeys } from '../../../src/views/passkeys-page.tsx'
import type { ViewNode } from '../../../src/views/render.ts'

const site = 'lantern.example'
const own: ShownPasskeys = {
  passkeys: [
    {
      id: 'Zq3xk0aV8Wc1Lm2n',
      name: 'Safari on iPhone',
      site,
      createdAt: new Date('2026-08-02T21:40:00Z'),
      usedAt: new Date('2026-09-21T06:00:00Z'),
    },
    {
      id: 'b81mTQpe4Hy77sUd',
      name: 'The security key that hangs by the door to the cellar, next to the umbrella',
      site,
      createdAt: new Date('2026-09-21T06:00:00Z'),
      usedAt: null,
    },
    { id: 'o0PqR5tYx2Kd9vFh', name: '', site: 'old.lantern.example', createdAt: new Date('2025-03-02T12:00:00Z'), usedAt: null },
  ],
  isFresh: true,
  isFull: false,
  most: 20,
  email: 'adela.brandt@tidewater.example',
}

/** The page of a member's passkeys, in each of its states. */
export function passkeyPages(frame: Frame): Record<string, ViewNode> {
  const none = { ...own, passkeys: [] }
  const stale = { ...own, isFresh: false }
  const typed = 'A name that goes on and on, as if it were to hold all there is to say about it'
  return {
    passkeys: <PasskeysPage frame={frame} own={own} done="added" />,
    'passkeys-none': <PasskeysPage frame={frame} own={none} />,
    'passkeys-stale': <PasskeysPage frame={frame} own={stale} done="removed" />,
    'passkeys-stale-none': <PasskeysPage frame={frame} own={{ ...none, isFresh: false }} refused={{ why: 'too-many-mails' }} />,
    'passkeys-full': <PasskeysPage frame={frame} own={{ ...own, isFull: true }} />,
    'passkeys-name': (
      <PasskeysPage frame={frame} own={own} refused={{ why: 'bad-name', id: 'b81mTQpe4Hy77sUd', typed, most: 60 }} />
    ),
  }
}

/** The mails about a passkey, as they are sent. */
export function samplePasskeyMails({ words, magazine, origin }: Frame): WrittenMail[] {
  const sender = { words, name: magazine.name, origin, accents: accentsOf(magazine.accent) }
  return (['added', 'removed'] as const).map((what) => passkeyMail(sender, what))
}
