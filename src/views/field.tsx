import type { Child } from 'hono/jsx'

/** What a field is about, besides its input: the sentence under it, and what was wrong with what was typed. */
type Props = {
  id: string
  label: string
  hint?: Child
  problem?: string | null
  children?: never
  input: Record<string, unknown>
}

/** A labelled field. What was wrong with it is said before it, so that it is read first, and the field gets the focus. */
export function Field({ id, label, hint, problem = null, input }: Props) {
  const described = [problem === null ? '' : `${id}-problem`, hint ? `${id}-hint` : ''].filter((one) => one !== '').join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {problem === null ? null : <Problem id={`${id}-problem`} text={problem} />}
      <input
        id={id}
        {...input}
        aria-describedby={described || undefined}
        aria-invalid={problem === null ? undefined : 'true'}
        autofocus={problem === null ? undefined : true}
      />
      {hint ? (
        <p class="small soft" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

function Problem({ id, text }: { id: string; text: string }) {
  return (
    <p class="wrong" id={id}>
      {text}
    </p>
  )
}
