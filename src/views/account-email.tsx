import { paths } from '../http/routes.ts'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'

/** Why a new address can't be asked for, with what was typed. */
export type EmailRefused = { form: 'email'; typed: string; why: 'bad-address' | 'same' | 'too-many' }

/** Where a member begins to change their address. */
export function AccountEmail({ frame, refused }: { frame: Frame; refused: EmailRefused | null }) {
  const { emailChange, signIn } = frame.words
  const problems = { 'bad-address': signIn.badAddress, same: emailChange.same, 'too-many': emailChange.tooMany }
  return (
    <section class="group" id="email">
      <h2>{emailChange.title}</h2>
      <form class="form" method="post" action={paths.changeEmail()} novalidate>
        <Field
          id="new-email"
          label={emailChange.label}
          hint={emailChange.lead}
          problem={refused && problems[refused.why]}
          input={{
            name: 'email',
            type: 'email',
            autocomplete: 'email',
            autocapitalize: 'none',
            spellcheck: 'false',
            maxlength: 320,
            required: true,
            value: refused?.typed,
          }}
        />
        <button type="submit" class="button quiet">
          {emailChange.button}
        </button>
      </form>
    </section>
  )
}
