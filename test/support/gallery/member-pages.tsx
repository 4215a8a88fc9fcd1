import { accentsOf } from '../../../src/domain/accent.ts'
import { AccountPage, type ShownAccount } from '../../../src/views/account-page.tsx'
import { CodePage } from '../../../src/views/code-page.tsx'
import { EmailChangeLinkPage } from '../../../src/views/email-change-link-page.tsx'
import { EmailChangePage } from '../../../src/views/email-change-page.tsx'
import type { Frame } from '../../../src/views/frame.ts'
import type { WrittenMail } from '../../../src/views/mail/letter.tsx'
import { signInMail } from '../../../src/views/mail/sign-in-mail.ts'
import type { ViewNode } from '../../../src/views/render.ts'
import { SignInLinkPage } from '../../../src/views/sign-in-link-page.tsx'
import { SignInPage } from '../../../src/views/sign-in-page.tsx'
import { passkeyPages } from './passkey-pages.tsx'

const longAddress = 'philippa.thistlewood-marchbanks+the.halfpenny.lantern@society-for-unfinished-bridges.example'

/** A member who is signed in on three devices. */
const member: ShownAccount = {
  email: 'adela.brandt@tidewater.example',
  name: 'Adela Brandt',
  keepsHistory: true,
  newsletters: [
    {
      slug: 'monday',
      name: 'The Monday Tide',
      description: 'What was picked in the week, every Monday morning.',
      wants: true,
      chosenAt: new Date('2026-08-30T06:00:00Z'),
    },
    { slug: 'bridges', name: 'Unfinished Bridges', description: '', wants: false, chosenAt: null },
    { slug: 'harbors', name: 'Harbors', description: '', wants: false, chosenAt: new Date('2026-09-02T06:00:00Z') },
  ],
  sessions: [
    { id: 'Zq3xk0aV8Wc1Lm2n', device: 'Safari on iPhone', seenAt: new Date('2026-09-19T07:12:00Z'), isHere: false },
    { id: 'b81mTQpe4Hy77sUd', device: 'Firefox on Linux', seenAt: new Date('2026-09-21T06:00:00Z'), isHere: true },
    { id: 'o0PqR5tYx2Kd9vFh', device: 'Chrome on Windows', seenAt: new Date('2026-08-02T21:40:00Z'), isHere: false },
  ],
}

/** The pages of signing up, signing in and the account, in each of their states. */
export function memberPages(frame: Frame): Record<string, ViewNode> {
  const newcomer: ShownAccount = {
    ...member,
    email: longAddress,
    name: '',
    keepsHistory: false,
    newsletters: [],
    sessions: member.sessions.slice(1, 2),
  }
  const change = { newEmail: longAddress, confirmed: { new: false, old: false }, wrong: {}, left: 5 }
  const waiting = (state: Partial<typeof change> & { wrong?: { old?: string; new?: string } }) => (
    <EmailChangePage frame={frame} state={{ kind: 'waiting', ...change, ...state }} />
  )
  const emailLink = (state: Parameters<typeof EmailChangeLinkPage>[0]['state']) => (
    <EmailChangeLinkPage frame={frame} state={state} />
  )
  const link = (state: Parameters<typeof SignInLinkPage>[0]['state']) => <SignInLinkPage frame={frame} state={state} />
  return {
    'sign-up': <SignInPage frame={frame} purpose="sign-up" next="/picks/fog" />,
    'sign-in': <SignInPage frame={frame} purpose="sign-in" next={null} />,
    'signed-out': <SignInPage frame={frame} purpose="sign-in" next={null} done="signed-out" />,
    'sign-in-refused': (
      <SignInPage
        frame={frame}
        purpose="sign-in"
        next={null}
        refused={{ typed: 'adela.brandt at tidewater', why: 'bad-address' }}
      />
    ),
    code: <CodePage frame={frame} refused={null} next="/picks/fog" />,
    'code-wrong': <CodePage frame={frame} refused={{ why: 'wrong', typed: '1234 5678', left: 4 }} next={null} />,
    'code-dead': <CodePage frame={frame} refused={{ why: 'dead' }} next={null} />,
    'link-here': link({ kind: 'here', token: 'a'.repeat(43) }),
    'link-elsewhere': link({ kind: 'elsewhere' }),
    'link-dead': link({ kind: 'dead' }),
    account: <AccountPage frame={frame} account={member} isSaved />,
    'account-new': <AccountPage frame={frame} account={newcomer} />,
    'account-name': (
      <AccountPage
        frame={frame}
        account={member}
        refused={{ form: 'you', name: 'A'.repeat(120), keepsHistory: false, most: 80 }}
      />
    ),
    'account-email': (
      <AccountPage frame={frame} account={member} refused={{ form: 'email', typed: 'adela at tidewater', why: 'bad-address' }} />
    ),
    'email-change': waiting({}),
    'email-change-wrong': waiting({ wrong: { old: '1234 5678' }, confirmed: { new: true, old: false }, left: 4 }),
    'email-change-dead': <EmailChangePage frame={frame} state={{ kind: 'dead' }} />,
    'email-change-taken': <EmailChangePage frame={frame} state={{ kind: 'taken' }} />,
    'link-email-here': emailLink({ kind: 'here', side: 'old', token: 'a'.repeat(43) }),
    'link-email-elsewhere': emailLink({ kind: 'elsewhere' }),
    'link-email-dead': emailLink({ kind: 'dead' }),
    'code-not-now': <CodePage frame={frame} refused={{ why: 'not-now', typed: '1234 5678' }} next={null} />,
    'link-not-now': link({ kind: 'here', token: 'a'.repeat(43), refused: { why: 'not-now', typed: '' } }),
    'link-with-code': link({ kind: 'with-code', token: 'a'.repeat(43) }),
    'link-code-wrong': link({ kind: 'with-code', token: 'a'.repeat(43), refused: { why: 'wrong', typed: '1234 5678', left: 4 } }),
    ...passkeyPages(frame),
    'account-delete': <AccountPage frame={frame} account={member} refused={{ form: 'delete', email: 'somebody@else.example' }} />,
  }
}

/** The mail with link and code, as it is sent. */
export function sampleMail({ words, magazine, origin }: Frame): WrittenMail {
  const sender = { words, name: magazine.name, origin, accents: accentsOf(magazine.accent) }
  return signInMail(sender, { code: '04815162', link: `${origin}/sign-in/link/${'a'.repeat(43)}` })
}
