import { paths } from '../http/routes.ts'
import { AccountEmail, type EmailRefused } from './account-email.tsx'
import { AccountNewsletters, type ShownNewsletter } from './account-newsletters.tsx'
import { AccountPlaces } from './account-places.tsx'
import { SessionList, type ShownSession } from './account-sessions.tsx'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { Sentence } from './wall.tsx'

/** What a member is shown of their own account. */
export type ShownAccount = {
  email: string
  name: string
  keepsHistory: boolean
  newsletters: ShownNewsletter[]
  /** Whether something is paid for by card, which deleting the account ends. */
  paysByCard?: boolean
  sessions: ShownSession[]
}

/** A form that can't be used, with what was typed into it; a name may have `most` letters. */
export type AccountRefused = YouRefused | EmailRefused | { form: 'delete'; email: string; hasRole?: boolean }
type YouRefused = { form: 'you'; name: string; keepsHistory: boolean; most: number }

type Props = { frame: Frame; account: ShownAccount; refused?: AccountRefused | null; isSaved?: boolean }

/** Everything that is kept about a member, and what they can do about it. */
export function AccountPage({ frame, account, refused = null, isSaved = false }: Props) {
  const { words } = frame
  const { title, signedInAs, saved } = words.account
  return (
    <Layout frame={frame} title={title} path={paths.account()} section="account" head={<meta name="robots" content="noindex" />}>
      <h1 class="title">{title}</h1>
      <p class="intro">
        {signedInAs[0]}
        <span class="address">{account.email}</span>
        {signedInAs[1]}
      </p>
      {isSaved ? (
        <p class="soft" role="status">
          {saved}
        </p>
      ) : null}
      <You frame={frame} account={account} refused={refused?.form === 'you' ? refused : null} />
      <AccountEmail frame={frame} refused={refused?.form === 'email' ? refused : null} />
      <AccountNewsletters frame={frame} newsletters={account.newsletters} />
      <AccountPlaces frame={frame} />
      <SessionList frame={frame} sessions={account.sessions} />
      <Data frame={frame} />
      <Delete frame={frame} paysByCard={account.paysByCard === true} refused={refused?.form === 'delete' ? refused : null} />
    </Layout>
  )
}

function You({ frame, account, refused }: { frame: Frame; account: ShownAccount; refused: YouRefused | null }) {
  const { account: words } = frame.words
  const shown = refused ?? account
  return (
    <section class="group">
      <h2>{words.you}</h2>
      <form class="form" method="post" action={paths.account()} novalidate>
        <Field
          id="name"
          label={words.name}
          hint={words.nameHint}
          problem={refused ? words.badName(refused.most) : null}
          input={{ name: 'name', type: 'text', autocomplete: 'name', maxlength: 200, value: shown.name }}
        />
        <div class="choice">
          <input
            id="keeps"
            name="keepsHistory"
            type="checkbox"
            value="yes"
            checked={shown.keepsHistory}
            aria-describedby="keeps-hint"
          />
          <label for="keeps">{words.keepsHistory}</label>
          <p class="small soft" id="keeps-hint">
            {words.keepsHistoryHint(frame.magazine.policy.period)}
          </p>
        </div>
        <button type="submit" class="button">
          {words.save}
        </button>
      </form>
    </section>
  )
}

function Data({ frame }: { frame: Frame }) {
  const { account } = frame.words
  return (
    <section class="group">
      <h2>{account.data}</h2>
      <p>
        <Sentence sentence={account.export} href={paths.accountExport()} />
      </p>
    </section>
  )
}

type DeleteRefused = { email: string; hasRole?: boolean }

function Delete({ frame, paysByCard, refused }: { frame: Frame; paysByCard: boolean; refused: DeleteRefused | null }) {
  const { account, payments, desk } = frame.words
  const problem = refused?.hasRole ? desk.hasRole : account.wrongAddress
  return (
    <section class="group" id="delete">
      <h2>{account.delete}</h2>
      <form class="form" method="post" action={paths.deleteAccount()} novalidate>
        <p>{account.deleteText}</p>
        {paysByCard ? <p>{payments.deleting}</p> : null}
        <Field
          id="confirmation"
          label={account.deleteLabel}
          problem={refused === null ? null : problem}
          input={{
            name: 'email',
            type: 'email',
            autocomplete: 'off',
            autocapitalize: 'none',
            spellcheck: 'false',
            maxlength: 320,
            required: true,
            value: refused?.email,
          }}
        />
        <button type="submit" class="button quiet">
          {account.deleteButton}
        </button>
      </form>
    </section>
  )
}
