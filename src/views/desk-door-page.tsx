import type { Child } from 'hono/jsx'
import { passkeyHost } from '../domain/passkey-host.ts'
import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { AddPasskey, PasskeyScript, UsePasskey } from './passkey-button.tsx'
import { EndTile } from './tiles.tsx'
import { Sentence } from './wall.tsx'

/** What somebody who needs a second proof has at hand. `waiting`: they have asked an owner; null when they haven't. */
export type ShownProof = {
  isAgain: boolean
  passkeys: 'here' | 'elsewhere' | 'none'
  hasOtherOwner: boolean
  waiting: { number: string; isApproved: boolean } | null
}

/** What was tried in vain: a code that isn't one, going in before anybody has typed the number, or signing in while nothing can be counted. */
export type DoorRefused = { why: 'wrong-code'; typed: string } | { why: 'not-yet' } | { why: 'not-now' }

type Props = { frame: Frame; next: string }

/** Where somebody of the staff proves by more than their mailbox who they are. */
export function ProofPage({ frame, next, shown, refused = null }: Props & { shown: ShownProof; refused?: DoorRefused | null }) {
  const { prove } = frame.words.door
  const { code } = prove
  return (
    <DoorPage frame={frame} title={prove.title}>
      <p class="intro">{shown.isAgain ? prove.again : prove.lead}</p>
      {refused?.why === 'not-now' ? (
        <p class="wrong" role="alert">
          {frame.words.signIn.notNow}
        </p>
      ) : null}
      {shown.passkeys === 'here' ? <UsePasskey frame={frame} next={next} label={prove.passkey} /> : null}
      {shown.passkeys === 'elsewhere' ? <p>{prove.otherSite}</p> : null}
      <section class="group">
        <h2>{code.title}</h2>
        <CodeForm frame={frame} next={next} refused={refused} />
      </section>
      {shown.isAgain ? null : <OwnerPart frame={frame} next={next} shown={shown} isEarly={refused?.why === 'not-yet'} />}
    </DoorPage>
  )
}

/** Where somebody who looks after much is asked to set up a second proof. `isFresh`: they have just signed in, so a passkey may be added. */
export function SetUpPage({ frame, next, isFresh, hasPasskey }: Props & { isFresh: boolean; hasPasskey: boolean }) {
  const { setUp } = frame.words.door
  return (
    <DoorPage frame={frame} title={setUp.title}>
      <p class="intro">{setUp.lead}</p>
      {passkeyHost(frame.origin) === null ? null : (
        <section class="group">
          <h2>{setUp.passkeyTitle}</h2>
          <div>
            <p>{hasPasskey ? setUp.use : setUp.passkey}</p>
            {hasPasskey ? (
              <UsePasskey frame={frame} next={paths.deskCodes(next)} label={setUp.useButton} />
            ) : isFresh ? (
              <>
                <AddPasskey frame={frame} />
                <p class="soft small" data-instead>
                  {frame.words.passkeys.unable}
                </p>
              </>
            ) : (
              <p>
                <Sentence sentence={setUp.stale} href={paths.signInAgain(paths.deskDoor(next))} />
              </p>
            )}
          </div>
        </section>
      )}
      <section class="group">
        <h2>{setUp.codesTitle}</h2>
        <Press action={paths.deskDoorCodes()} next={next} label={setUp.codesInstead} before={setUp.codes} />
      </section>
      <Press action={paths.deskDoorLater()} next={next} label={setUp.later} after={setUp.laterHint} />
    </DoorPage>
  )
}

/** How many recovery codes are left, and the way to new ones. */
export function CodesPage({ frame, next, left, isFresh }: Props & { left: number | null; isFresh: boolean }) {
  const { codes } = frame.words.door
  return (
    <DoorPage frame={frame} title={codes.title}>
      <p class="intro">{codes.lead}</p>
      <p>{left === null ? codes.none : codes.left(left)}</p>
      {isFresh ? (
        <Press action={paths.deskDoorCodes()} next={next} label={left === null ? codes.make : codes.makeAnew} />
      ) : (
        <p>
          <Sentence sentence={codes.stale} href={paths.deskDoorAgain(paths.deskCodes(next))} />
        </p>
      )}
      <p class="beside">
        <a href={next}>{codes.toDesk}</a>
      </p>
    </DoorPage>
  )
}

/** New recovery codes, shown this once. `isIn`: this session needs no further proof; otherwise one of the codes is tried at once. */
export function NewCodesPage({ frame, next, codes, isIn }: Props & { codes: readonly string[]; isIn: boolean }) {
  const words = frame.words.door.codes
  return (
    <DoorPage frame={frame} title={words.madeTitle}>
      <p class="intro">{words.made}</p>
      <section class="group">
        <ol class="plain">
          {codes.map((code) => (
            <li>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </section>
      {isIn ? (
        <p class="press">
          <a class="button" href={next}>
            {words.toDesk}
          </a>
        </p>
      ) : (
        <CodeForm frame={frame} next={next} refused={null} before={words.tryOne} />
      )}
    </DoorPage>
  )
}

function DoorPage({ frame, title, children }: { frame: Frame; title: string; children: Child }) {
  const { words, assets, magazine } = frame
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={title} head={<PasskeyScript frame={frame} />}>
      <h1 class="title">{title}</h1>
      {children}
      <EndTile />
    </BareLayout>
  )
}

function CodeForm({ frame, next, refused, before }: Props & { refused: DoorRefused | null; before?: string }) {
  const { code } = frame.words.door.prove
  const isWrong = refused?.why === 'wrong-code'
  return (
    <form class="form" method="post" action={paths.deskDoorCode()} novalidate>
      {before === undefined ? null : <p>{before}</p>}
      <Field
        id="code"
        label={code.label}
        hint={code.hint}
        problem={isWrong ? code.wrong : null}
        input={{
          name: 'code',
          type: 'text',
          autocomplete: 'off',
          autocapitalize: 'characters',
          spellcheck: 'false',
          maxlength: 40,
          required: true,
          value: isWrong ? refused.typed : undefined,
        }}
      />
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="button quiet">
        {code.button}
      </button>
    </form>
  )
}

function OwnerPart({ frame, next, shown, isEarly }: Props & { shown: ShownProof; isEarly: boolean }) {
  const { owner } = frame.words.door.prove
  const { waiting } = shown
  return (
    <section class="group">
      <h2>{owner.title}</h2>
      <div>
        {waiting === null && shown.hasOtherOwner ? (
          <Press action={paths.deskDoorAsk()} next={next} label={owner.button} before={owner.lead} />
        ) : null}
        {waiting === null && !shown.hasOtherOwner ? (
          <p>
            {owner.nobody} <code>{owner.command}</code>
          </p>
        ) : null}
        {waiting === null ? null : (
          <>
            <p role="status">
              {waiting.isApproved ? owner.approved : owner.number(`${waiting.number.slice(0, 3)} ${waiting.number.slice(3)}`)}
            </p>
            {isEarly ? <p class="wrong">{owner.notYet}</p> : null}
            <Press
              action={paths.deskDoorApproved()}
              next={next}
              label={owner.enter}
              before={waiting.isApproved ? undefined : owner.wait}
            />
          </>
        )}
      </div>
    </section>
  )
}

type PressProps = { action: string; next: string; label: string; before?: string | undefined; after?: string | undefined }

function Press({ action, next, label, before, after }: PressProps) {
  return (
    <form class="form" method="post" action={action}>
      {before === undefined ? null : <p>{before}</p>}
      <input type="hidden" name="next" value={next} />
      <button type="submit" class="button quiet">
        {label}
      </button>
      {after === undefined ? null : <p class="small soft">{after}</p>}
    </form>
  )
}
