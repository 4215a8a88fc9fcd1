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
  const bound = merged(
    spansOf(stretches)
      .filter(({ stretch }) => stretch.kind === kind)
      .map((span) => widened(text, span)),
  )
  const groups: (Group<Kind> & { span: Span | null })[] = []
  for (const { start, end, stretch } of spansOf(stretches)) {
    for (const part of cutAt(bound, { start, end })) {
      const span = bound.find((candidate) => part.start >= candidate.start && part.start < candidate.end) ?? null
      const piece = { kind: stretch.kind, text: text.slice(part.start, part.end) }
      const last = groups.at(-1)
      if (last && last.span === span) last.stretches.push(piece)
      else groups.push({ isBound: span !== null, stretches: [piece], span })
    }
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

function widened(text: string, { start, end }: Span): Span {
  const before = /\S*\s*$/.exec(text.slice(Math.max(0, start - longest), start))?.[0].length ?? 0
  const after = /^[^\s\p{L}\p{N}]*/u.exec(text.slice(end))?.[0].length ?? 0
  return { start: start - before, end: end + after }
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

function cutAt(bound: Span[], { start, end }: Span): Span[] {
  const edges = bound.flatMap((span) => [span.start, span.end]).filter((edge) => edge > start && edge < end)
  const stops = [start, ...edges, end]
  return stops.slice(1).map((stop, i) => ({ start: stops[i] ?? start, end: stop }))
}
