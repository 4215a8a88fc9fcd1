import { useState } from 'react'
import { parseParagraph } from '../../src/domain/markup/parse-paragraph.ts'
import type { Excerpt } from '../../src/domain/pick.ts'
import { printExcerpt } from './excerpt-text.ts'
import { paragraphsOf } from './words.ts'

type Problem = { paragraph: number; reason: string }
type Props = {
  excerpt: Excerpt
  /** What was typed here before and couldn't be read; null for nothing. */
  unread: string | null
  onUnread: (text: string | null) => void
  onType: (excerpt: Excerpt) => void
}

/** The excerpt as text, typed or pasted with its dots and brackets. What can't be read yet is said, and stays in the field. */
export function ExcerptForm({ excerpt, unread, onUnread, onType }: Props) {
  const [text, setText] = useState(() => unread ?? printExcerpt(excerpt))
  const read = (typed: string) => {
    setText(typed)
    const isUnread = problemsOf(typed).length > 0
    onUnread(isUnread ? typed : null)
    if (!isUnread) onType(parse(typed).flatMap((one) => (one.ok ? [one.paragraph] : [])))
  }
  const problems = problemsOf(text)
  return (
    <div>
      <textarea
        className="input serif typed"
        aria-labelledby="excerpt-title"
        aria-describedby="typing-help"
        aria-invalid={problems.length > 0}
        rows={14}
        value={text}
        onChange={(event) => read(event.target.value)}
      />
      <p id="typing-help" className="hint">
        <span>A paragraph a line. Three dots for words left out, your own words in [brackets].</span>
      </p>
      <div role="status">
        {problems.map(({ paragraph, reason }) => (
          <p key={paragraph} className="wrong">
            Paragraph {paragraph}: {reason}
          </p>
        ))}
      </div>
    </div>
  )
}

function parse(text: string) {
  return paragraphsOf(text).map(parseParagraph)
}

function problemsOf(text: string): Problem[] {
  return parse(text).flatMap((one, at) => (one.ok ? [] : [{ paragraph: at + 1, reason: one.reason }]))
}
