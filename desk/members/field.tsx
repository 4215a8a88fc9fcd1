import { type InputHTMLAttributes, useId } from 'react'

/** A labelled field of a form whose values are read when it is sent. */
export function Field({ label, input }: { label: string; input: InputHTMLAttributes<HTMLInputElement> }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" autoComplete="off" {...input} />
    </div>
  )
}
