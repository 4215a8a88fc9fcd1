import { paths } from '../http/routes.ts'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { Kinds } from './kinds.tsx'
import { Layout } from './layout.tsx'
import { PasskeyScript, UsePasskey } from './passkey-button.tsx'
import { Sentence } from './wall.tsx'

type Props = {
  frame: Frame
  purpose: 'sign-in' | 'sign-up'
  /** Where the reader came from and goes on to: a path of this site. */
  next: string | null
  /** What was typed, and why no mail goes out. */
  refused?: { typed: string; why: 'bad-address' | 'too-many' } | null
  /** How the reader has just left their account: nothing then asks for a passkey, which would lead straight back. */
  done?: 'signed-out' | 'deleted' | null
}

/** The one form for signing up and signing in: an address, to which a mail goes. Both do the same; only the words differ. */
export function SignInPage({ frame, purpose, next, refused = null, done = null }: Props) {
  const { words, magazine } = frame
  const { signIn, join } = words
  const isSignUp = purpose === 'sign-up'
  const title = isSignUp ? join.signUp.title : signIn.title
  const lead = isSignUp ? join.signUp.lead(magazine.policy.allowance, magazine.policy.period) : signIn.lead
  return (
    <Layout
      frame={frame}
      title={title}
      path={isSignUp ? paths.signUp() : paths.signIn()}
      description={lead}
      section="account"
      head={done === null ? <PasskeyScript frame={frame} /> : null}
    >
      <h1 class="title">{title}</h1>
      {done === null ? null : (
        <p class="intro" role="status">
          {signIn.done[done]}
        </p>
      )}
      <p class={done === null ? 'intro' : undefined}>{lead}</p>
      <AddressForm frame={frame} purpose={purpose} next={next} refused={refused} />
      {done === null ? <UsePasskey frame={frame} next={next} /> : null}
      {isSignUp ? <Kinds frame={frame} marked="member" /> : null}
      <p class="small soft beside">
        <Sentence
          sentence={isSignUp ? signIn.already : signIn.notYet}
          href={isSignUp ? paths.signIn(next) : paths.signUp(next)}
        />
      </p>
    </Layout>
  )
}

function AddressForm({ frame, purpose, next, refused }: Props) {
  const { signIn } = frame.words
  const problems = { 'bad-address': signIn.badAddress, 'too-many': signIn.tooMany }
  return (
    <form class="form" method="post" action={paths.signIn()} novalidate>
      <Field
        id="email"
        label={signIn.label}
        hint={purpose === 'sign-up' ? signIn.hint.signUp : signIn.hint.signIn}
        problem={refused ? problems[refused.why] : null}
        input={{
          name: 'email',
          type: 'email',
          autocomplete: purpose === 'sign-up' ? 'email webauthn' : 'username webauthn',
          autocapitalize: 'none',
          spellcheck: 'false',
          maxlength: 320,
          required: true,
          value: refused?.typed,
        }}
      />
      <input type="hidden" name="purpose" value={purpose} />
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <button type="submit" class="button">
        {signIn.button}
      </button>
    </form>
  )
}
