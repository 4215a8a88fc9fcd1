/** One step of turning one list of words into another: the places of the words it is about. */
export type Step =
  | { kind: 'same'; before: number; after: number }
  | { kind: 'missing'; before: number }
  | { kind: 'added'; after: number }

/** Texts further apart than this are, unless the caller says otherwise, not compared word by word in the middle: what was there is missing, what is there is added. */
const mostEdits = 1_000

/**
 * The shortest way from one list of words to another (Myers, O(ND)). Bounded: where more words differ than `most`, the part
 * between the common beginning and the common end is replaced whole.
 */
export function alignWords(before: readonly string[], after: readonly string[], most = mostEdits): Step[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  const shared = Math.min(before.length, after.length) - start
  while (tail < shared && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const middle = alignMiddle(before.slice(start, before.length - tail), after.slice(start, after.length - tail), most)
  return [
    ...same(0, 0, start),
    ...middle.map((step) => shifted(step, start)),
    ...same(before.length - tail, after.length - tail, tail),
  ]
}

function same(before: number, after: number, count: number): Step[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'same' as const, before: before + index, after: after + index }))
}

function shifted(step: Step, by: number): Step {
  if (step.kind === 'same') return { kind: 'same', before: step.before + by, after: step.after + by }
  return step.kind === 'missing' ? { kind: 'missing', before: step.before + by } : { kind: 'added', after: step.after + by }
}

function alignMiddle(before: readonly string[], after: readonly string[], most: number): Step[] {
  const isFar = before.length === 0 || after.length === 0 || Math.abs(before.length - after.length) > most
  const trace = isFar ? null : findTrace(before, after, most)
  if (trace !== null) return walkBack(trace, before.length, after.length)
  return [
    ...before.map((_, index): Step => ({ kind: 'missing', before: index })),
    ...after.map((_, index): Step => ({ kind: 'added', after: index })),
  ]
}

/** For each number of edits the furthest place reached on each diagonal; null when the texts are too far apart. */
function findTrace(before: readonly string[], after: readonly string[], most: number): Int32Array[] | null {
  const trace: Int32Array[] = []
  const limit = Math.min(before.length + after.length, most)
  let reach = new Int32Array(3)
  for (let edits = 0; edits <= limit; edits++) {
    const next = new Int32Array(2 * edits + 3)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = edits === 0 ? 0 : stepFrom(reach, edits, diagonal)
      let y = x - diagonal
      while (x < before.length && y < after.length && before[x] === after[y]) {
        x++
        y++
      }
      next[diagonal + edits + 1] = x
      if (x >= before.length && y >= after.length) return [...trace, next]
    }
    trace.push(next)
    reach = next
  }
  return null
}

function stepFrom(reach: Int32Array, edits: number, diagonal: number): number {
  const at = (wanted: number) => reach[wanted + edits] ?? 0
  if (diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1))) return at(diagonal + 1)
  return at(diagonal - 1) + 1
}

function walkBack(trace: readonly Int32Array[], beforeLength: number, afterLength: number): Step[] {
  const steps: Step[] = []
  let x = beforeLength
  let y = afterLength
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const reach = trace[edits - 1] ?? new Int32Array(0)
    const at = (wanted: number) => reach[wanted + edits] ?? 0
    const diagonal = x - y
    const isDown = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1))
    const fromX = isDown ? at(diagonal + 1) : at(diagonal - 1)
    const fromY = isDown ? fromX - diagonal - 1 : fromX - diagonal + 1
    const [startX, startY] = isDown ? [fromX, fromY + 1] : [fromX + 1, fromY]
    while (x > startX && y > startY) steps.push({ kind: 'same', before: --x, after: --y })
    steps.push(isDown ? { kind: 'added', after: fromY } : { kind: 'missing', before: fromX })
    x = fromX
    y = fromY
  }
  while (x > 0 && y > 0) steps.push({ kind: 'same', before: --x, after: --y })
  return steps.reverse()
}
