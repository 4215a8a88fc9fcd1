import type { Words } from '../domain/language/words.ts'

/** A headline; an opening quotation mark hangs outside the column, so that the letters line up. */
export function Headline({ words, text }: { words: Words; text: string }) {
  const first = [...text][0] ?? ''
  if (!words.openingQuotes.includes(first) || first === '') return <>{text}</>
  return (
    <>
      <span class="hung">{first}</span>
      {text.slice(first.length)}
    </>
  )
}
