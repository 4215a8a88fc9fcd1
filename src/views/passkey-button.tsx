import { passkeyHost } from '../domain/passkey-host.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'

/** The script that passkeys need, for the head of pages with a button; none where the site's address allows no passkeys. */
export function PasskeyScript({ frame }: { frame: Frame }) {
  return passkeyHost(frame.origin) === null ? null : <script src={frame.assets.passkeyScript} defer />
}

/** Signs in with a passkey. The script shows it where the browser knows passkeys; without it the page is complete. `next` is a path of this site. */
export function UsePasskey({ frame, next, label }: { frame: Frame; next: string | null; label?: string }) {
  const { problems, signIn } = frame.words.passkeys
  if (passkeyHost(frame.origin) === null) return null
  return (
    <Ceremony
      act="get"
      ask={paths.askToUsePasskey()}
      answer={paths.signInByPasskey()}
      next={next}
      label={label ?? signIn}
      problems={problems}
      isQuiet
    />
  )
}

/** Adds a passkey to the account, in the same way. */
export function AddPasskey({ frame }: { frame: Frame }) {
  const { problems, addButton } = frame.words.passkeys
  return (
    <Ceremony
      act="create"
      ask={paths.askToAddPasskey()}
      answer={paths.addPasskey()}
      next={null}
      label={addButton}
      problems={problems}
      isQuiet={false}
    />
  )
}

type Props = {
  act: 'get' | 'create'
  ask: string
  answer: string
  next: string | null
  label: string
  problems: Frame['words']['passkeys']['problems']
  isQuiet: boolean
}

function Ceremony({ act, ask, answer, next, label, problems, isQuiet }: Props) {
  return (
    <div
      class="passkey"
      data-passkey={act}
      data-ask={ask}
      data-answer={answer}
      data-next={next ?? undefined}
      data-cancelled={problems.cancelled}
      data-known={problems.known}
      data-failed={problems.failed}
      hidden
    >
      <button type="button" class={isQuiet ? 'button quiet' : 'button'}>
        {label}
      </button>
      <p class="wrong" role="alert"></p>
    </div>
  )
}
