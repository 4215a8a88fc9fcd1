/** Paying, and ending what is paid for. */
export type PaymentWords = {
  going: { title: string; lead: string; button: string }
  unavailable: string
  thanks: string
  waiting: string
  end: string
  endHint: string
  keep: string
  keepHint: string
  /** On the form that deletes an account. */
  deleting: string
}
