/** A stretch of text and what it is. */
export type Stretch<Kind extends string> = { kind: Kind; text: string }

/** Stretches in a row; those of a bound group stay on one line. */
export type Group<Kind extends string> = { isBound: boolean; stretches: Stretch<Kind>[] }

type Span = { start: number; end: number }

// A bound group has to fit the narrowest line, so of a very long word only the end is bound.
const longest = 18

/**
 * Binds every stretch of one kind to the word before it and to the punctuation after it, so that an elision never begins a line.
 * The text itself, spaces included, stays what it was.
 */
export function bindToWords<Kind extends string>(stretches: readonly Stretch<Kind>[], kind: Kind): Group<Kind>[] {
  const text = stretches.map((stretch) => stretch.text).join('')
  const spans = spansOf(stretches)
  const bound = merged(
    widened(
      text,
      spans.filter(({ stretch }) => stretch.kind === kind),
    ),
  )
  const groups: (Group<Kind> & { span: Span | null })[] = []
  for (const { start, end, stretch, span } of cutAt(bound, spans)) {
    const piece = { kind: stretch.kind, text: text.slice(start, end) }
    const last = groups.at(-1)
    if (last && last.span === span) last.stretches.push(piece)
    else groups.push({ isBound: span !== null, stretches: [piece], span })
  }
  return groups
}

function spansOf<Kind extends string>(stretches: readonly Stretch<Kind>[]): (Span & { stretch: Stretch<Kind> })[] {
  let end = 0
  return stretches.map((stretch) => {
    const start = end
    end += stretch.text.length
    return { start, end, stretch }
  })
}

/** The spans, in the order of the text, with the word before and the punctuation after each. */
function widened(text: string, spans: readonly Span[]): Span[] {
  let reach = 0
  return spans.map(({ start, end }) => {
    const before = /\S*\s*$/.exec(text.slice(Math.max(0, start - longest), start))?.[0].length ?? 0
    // Inside the punctuation after an earlier span, which is not read again, it reaches as far as that one.
    if (end >= reach) reach = end + (/^[^\s\p{L}\p{N}]*/u.exec(text.slice(end))?.[0].length ?? 0)
    return { start: start - before, end: reach }
  })
}

function merged(spans: Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans) {
    const last = all.at(-1)
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
    else all.push({ ...span })
  }
  return all
}

/** Every span cut where a bound one begins or ends, each part with the bound span it lies in. Both lists are in the order of the text. */
function cutAt<Part extends Span>(bound: readonly Span[], spans: readonly Part[]): (Part & { span: Span | null })[] {
  const parts: (Part & { span: Span | null })[] = []
  let next = 0
  for (const part of spans) {
    let start = part.start
    for (;;) {
      while ((bound[next]?.end ?? Infinity) <= start) next += 1
      const span = bound[next]
      const isInside = span !== undefined && span.start <= start
      const end = Math.min(part.end, (isInside ? span.end : span?.start) ?? part.end)
      parts.push({ ...part, start, end, span: isInside ? span : null })
      if (end === part.end) break
      start = end
    }
  }
  return parts
}
