/** A stretch of a text, in characters from its beginning; where nothing is selected both are the caret's place. */
export type Stretch = { from: number; to: number }

/**
 * What is selected inside `root`, whose texts stand in elements that say with `data-at` where they begin. Null where the selection is
 * elsewhere.
 */
export function selectedStretch(root: HTMLElement): Stretch | null {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.commonAncestorContainer)) return null
  const from = placeOf(root, range.startContainer, range.startOffset)
  return { from, to: range.collapsed ? from : placeOf(root, range.endContainer, range.endOffset) }
}

/** Puts the caret to a place of the text and brings it into sight. */
export function putCaret(root: HTMLElement, at: number): void {
  const spans = spansOf(root)
  const span = spans.findLast((one) => startOf(one) <= at) ?? spans[0]
  if (!span) return
  const { node, offset } = textAt(span, at - startOf(span))
  root.focus({ preventScroll: true })
  getSelection()?.collapse(node, offset)
  const isReduced = matchMedia('(prefers-reduced-motion: reduce)').matches
  span.scrollIntoView({ block: 'nearest', behavior: isReduced ? 'instant' : 'smooth' })
}

function placeOf(root: HTMLElement, node: Node, offset: number): number {
  let end = 0
  for (const span of spansOf(root)) {
    const inside = document.createRange()
    inside.selectNodeContents(span)
    const side = inside.comparePoint(node, offset)
    if (side < 0) return startOf(span)
    if (side === 0) {
      inside.setEnd(node, offset)
      return startOf(span) + inside.toString().length
    }
    end = startOf(span) + (span.textContent?.length ?? 0)
  }
  return end
}

function textAt(span: HTMLElement, offset: number): { node: Node; offset: number } {
  const walker = document.createTreeWalker(span, NodeFilter.SHOW_TEXT)
  let left = offset
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (left <= length) return { node, offset: left }
    left -= length
  }
  return { node: span, offset: span.childNodes.length }
}

function spansOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-at]')]
}

function startOf(span: HTMLElement): number {
  return Number(span.dataset.at)
}
