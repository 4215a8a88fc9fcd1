import { alignWords } from './align-words.ts'

/** A stretch of text that two versions share, that only the older has or that only the newer has. White space is part of it. */
export type Difference = { kind: 'same' | 'removed' | 'added'; text: string }

type Word = { space: string; word: string }

const WORD = /([^\S\n]*)(\n|\S+)|[^\S\n]+$/g

/**
 * What changed between two versions of a text, word by word. The same and removed parts in a row are the older text to the letter,
 * the same and added ones the newer. Bounded as `alignWords` is.
 */
export function wordDifference(older: string, newer: string): Difference[] {
  const before = wordsOf(older)
  const after = wordsOf(newer)
  const draft: Difference[] = []
  for (const step of alignWords(before.map(keyOf), after.map(keyOf))) {
    const removed = step.kind === 'added' ? null : (before[step.before] ?? null)
    const added = step.kind === 'missing' ? null : (after[step.after] ?? null)
    if (removed && added) addSame(draft, removed, added)
    else if (removed) draft.push({ kind: 'removed', text: removed.space + removed.word })
    else if (added) draft.push({ kind: 'added', text: added.space + added.word })
  }
  return joined(draft)
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), (match) =>
    match[2] === undefined ? { space: match[0], word: '' } : { space: match[1] ?? '', word: match[2] },
  )
}

function keyOf({ word }: Word): string {
  return word
}

function addSame(draft: Difference[], removed: Word, added: Word): void {
  if (removed.space === added.space) {
    draft.push({ kind: 'same', text: added.space + added.word })
    return
  }
  if (removed.space !== '') draft.push({ kind: 'removed', text: removed.space })
  if (added.space !== '') draft.push({ kind: 'added', text: added.space })
  draft.push({ kind: 'same', text: added.word })
}

/** Within a change what was removed comes first, then what was added, each in one piece. */
function joined(parts: readonly Difference[]): Difference[] {
  const result: Difference[] = []
  let removed = ''
  let added = ''
  let same = ''
  const endChange = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed })
    if (added !== '') result.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const { kind, text } of parts) {
    if (kind !== 'same') {
      if (same !== '') result.push({ kind: 'same', text: same })
      same = ''
      if (kind === 'removed') removed += text
      else added += text
    } else {
      endChange()
      same += text
    }
  }
  endChange()
  if (same !== '') result.push({ kind: 'same', text: same })
  return result
}
