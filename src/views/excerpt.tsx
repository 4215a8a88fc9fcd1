import type { Excerpt as ExcerptText, Paragraph } from '../domain/pick.ts'
import { bindToWords, type Stretch } from './bound-text.ts'
import { style } from './dates.ts'

type Kind = 'run' | 'elision' | 'gloss'

/** The quoted passage, as print marks it: indents, elisions and glosses in a softer tone, each elision kept with the word before it. */
export function Excerpt({ excerpt, cite }: { excerpt: ExcerptText; cite: string | null }) {
  return (
    <blockquote class="excerpt earned" cite={cite ?? undefined}>
      {excerpt.map((paragraph) => (
        <p>
          {bindToWords(stretchesOf(paragraph), 'elision').map(({ isBound, stretches }) => {
            const text = stretches.map((stretch) => <Piece {...stretch} />)
            return isBound ? <span class="bound">{text}</span> : text
          })}
        </p>
      ))}
    </blockquote>
  )
}

function Piece({ kind, text }: Stretch<Kind>) {
  return kind === 'run' ? text : <span class={kind}>{text}</span>
}

function stretchesOf(paragraph: Paragraph): Stretch<Kind>[] {
  return paragraph.map((piece) => {
    if (piece.kind === 'elision') return { kind: 'elision', text: style.elision }
    return { kind: piece.kind, text: piece.kind === 'gloss' ? `[${piece.text}]` : piece.text }
  })
}
