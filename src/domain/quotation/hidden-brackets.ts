import type { PutGloss, Stretch } from './composition.ts'
import { firstAbove, type SourceIndex } from './source-index.ts'

/**
 * The brackets of the source's own, by their places in the compared text, that can't be printed in this part of it: those without a partner
 * here, those with nothing in them, and pairs that something of the editor's stands in.
 */
export function hiddenBrackets({ compared }: SourceIndex, { start, end }: Stretch, glosses: readonly PutGloss[]): Set<number> {
  const hidden = new Set<number>()
  const open: number[] = []
  const isCut = (from: number, to: number) => glosses.some((gloss) => gloss.start < to && gloss.end > from)
  const last = firstAbove(compared.from, end - 1)
  for (let place = firstAbove(compared.to, start); place < last; place++) {
    const char = compared.text[place]
    if (char === '[') open.push(place)
    if (char !== ']') continue
    const from = open.pop()
    const isEmpty = compared.text.slice((from ?? place) + 1, place).trim() === ''
    if (from === undefined) hidden.add(place)
    else if (isEmpty || isCut(compared.from[from] ?? 0, compared.to[place] ?? 0)) hidden.add(from).add(place)
  }
  for (const place of open) hidden.add(place)
  return hidden
}
