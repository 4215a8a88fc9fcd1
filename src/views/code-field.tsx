import { Field } from './field.tsx'

/** What came of the code that was typed last; null on the way there. */
export type CodeRefused = { why: 'wrong'; typed: string; left: number } | { why: 'not-now'; typed: string } | { why: 'dead' }

/** A refusal after which the code can be typed again. */
export type Again = Exclude<CodeRefused, { why: 'dead' }>

type Props = {
  id?: string
  /** What the form calls it. */
  name?: string
  label: string
  hint?: string | undefined
  problem: string | null
  typed: string | undefined
  required?: boolean
}

/** The field for the digits of a mail. Browsers offer to fill it in, and phones show a keyboard of digits. */
export function CodeField({ id = 'code', name = 'code', label, hint, problem, typed, required = true }: Props) {
  const input = {
    class: 'digits',
    name,
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 20,
  } as const
  return <Field id={id} label={label} hint={hint} problem={problem} input={{ ...input, required, value: typed }} />
}
