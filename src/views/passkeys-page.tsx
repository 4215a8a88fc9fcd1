import { passkeyHost } from '../domain/passkey-host.ts'
import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText } from './dates.ts'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { Layout } from './layout.tsx'
import { AddPasskey, PasskeyScript, UsePasskey } from './passkey-button.tsx'
import { Sentence } from './wall.tsx'

/** One passkey of a member's own; `name` may be empty, and `site` is the host it was made for. */
export type ShownPasskey = { id: string; name: string; site: string; createdAt: Date; usedAt: Date | null }

/**
 * What a member is shown of their passkeys. They may add one once it `isFresh` that they have shown who they are; `isHeld`: they are of the
 * staff, and have to show more than their mailbox first.
 */
export type ShownPasskeys = {
  passkeys: ShownPasskey[]
  isFresh: boolean
  isFull: boolean
  isHeld?: boolean
  most: number
  email: string
}

/** A name that can't be, of the passkey with this id; no mail, because a great many were asked for; or the last one the desk leaves them with. */
export type PasskeysRefused =
  | { why: 'bad-name'; id: string; typed: string; most: number }
  | { why: 'too-many-mails' }
  | { why: 'last' }

type Props = {
  frame: Frame
  own: ShownPasskeys
  done?: 'added' | 'saved' | 'removed' | null
  refused?: PasskeysRefused | null
}

/** A member's passkeys, and the way to another one. */
export function PasskeysPage({ frame, own, done = null, refused = null }: Props) {
  const { passkeys } = frame.words
  const head = (
    <>
      <meta name="robots" content="noindex" />
      <PasskeyScript frame={frame} />
    </>
  )
  return (
    <Layout frame={frame} title={passkeys.title} path={paths.ownPasskeys()} section="account" head={head}>
      <h1 class="title">{passkeys.title}</h1>
      <p class="intro">{passkeys.lead}</p>
      {done === null ? null : (
        <p class="soft" role="status">
          {passkeys.done[done]}
        </p>
      )}
      {refused?.why === 'last' ? (
        <p class="wrong" role="alert">
          {frame.words.door.last}
        </p>
      ) : null}
      <section class="group">
        <h2>{passkeys.list}</h2>
        {own.passkeys.length === 0 ? (
          <p>{passkeys.none}</p>
        ) : (
          <ul class="sessions">
            {own.passkeys.map((passkey) => (
              <Row frame={frame} passkey={passkey} refused={refused?.why === 'bad-name' ? refused : null} />
            ))}
          </ul>
        )}
      </section>
      <section class="group">
        <h2>{passkeys.add}</h2>
        <Another frame={frame} own={own} hasNoMail={refused?.why === 'too-many-mails'} />
      </section>
    </Layout>
  )
}

type RowProps = { frame: Frame; passkey: ShownPasskey; refused: Extract<PasskeysRefused, { why: 'bad-name' }> | null }

function Row({ frame, passkey: { id, name, site, createdAt, usedAt }, refused }: RowProps) {
  const { passkeys } = frame.words
  const date = (instant: Date) => dateText(clockOf(frame.magazine.zone, instant).date)
  const called = name === '' ? passkeys.unnamed : name
  const wrong = refused?.id === id ? refused : null
  return (
    <li>
      <p class="address">{called}</p>
      <p class="by">{passkeys.about(date(createdAt), usedAt && date(usedAt))}</p>
      {site === passkeyHost(frame.origin) ? null : <p class="by">{passkeys.otherSite(site)}</p>}
      <form method="post" action={paths.removePasskey(id)}>
        <button type="submit" class="button quiet" aria-label={passkeys.removeOf(called)}>
          {passkeys.remove}
        </button>
      </form>
      <details open={wrong !== null}>
        <summary aria-label={passkeys.renameOf(called)}>{passkeys.rename}</summary>
        <form class="form" method="post" action={paths.renamePasskey(id)} novalidate>
          <Field
            id={`name-${id}`}
            label={passkeys.name}
            problem={wrong ? passkeys.badName(wrong.most) : null}
            input={{ name: 'name', type: 'text', autocomplete: 'off', maxlength: 200, value: wrong?.typed ?? name }}
          />
          <button type="submit" class="button quiet">
            {passkeys.save}
          </button>
        </form>
      </details>
    </li>
  )
}

function Another({ frame, own, hasNoMail }: { frame: Frame; own: ShownPasskeys; hasNoMail: boolean }) {
  const { passkeys } = frame.words
  if (passkeyHost(frame.origin) === null) return <p>{passkeys.unavailable}</p>
  if (own.isHeld)
    return (
      <p>
        <Sentence sentence={frame.words.door.held} href={paths.deskDoor(paths.ownPasskeys())} />
      </p>
    )
  if (own.isFull) return <p>{passkeys.full(own.most)}</p>
  if (!own.isFresh) return <Confirm frame={frame} own={own} hasNoMail={hasNoMail} />
  return (
    <div>
      <p class="soft small" data-instead>
        {passkeys.unable}
      </p>
      <AddPasskey frame={frame} />
      <p class="small soft">{passkeys.addHint}</p>
    </div>
  )
}

/** A session that somebody else has come by must not be enough to sign in for good. */
function Confirm({ frame, own, hasNoMail }: { frame: Frame; own: ShownPasskeys; hasNoMail: boolean }) {
  const { passkeys } = frame.words
  return (
    <div>
      <form class="form" method="post" action={paths.confirmForPasskeys()}>
        <p>{passkeys.confirm(own.email)}</p>
        {hasNoMail ? <p class="wrong">{passkeys.tooManyMails}</p> : null}
        <button type="submit" class="button">
          {passkeys.confirmButton}
        </button>
      </form>
      {own.passkeys.length === 0 ? null : (
        <UsePasskey frame={frame} next={paths.ownPasskeys()} label={passkeys.confirmByPasskey} />
      )}
    </div>
  )
}
