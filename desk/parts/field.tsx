import { type InputHTMLAttributes, useId } from 'react'

/** A labelled line of a form. Browsers offer nothing for it that was typed before. */
export function Field({ label, input }: { label: string; input: InputHTMLAttributes<HTMLInputElement> }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" autoComplete="off" {...input} />
    </div>
  )
}
