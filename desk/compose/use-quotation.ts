import { type KeyboardEvent, type RefObject, useMemo, useRef, useState } from 'react'
import { isQuicklyChecked } from '../../src/domain/check-effort.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import type { Excerpt } from '../../src/domain/pick.ts'
import { checkExcerpt, type ExcerptCheck } from '../../src/domain/quotation/check-excerpt.ts'
import { findGlossProblem } from '../../src/domain/quotation/put-gloss.ts'
import { type QuotedShare, quotedShare } from '../../src/domain/quotation/quoted-share.ts'
import { indexSource, type SourceIndex } from '../../src/domain/quotation/source-index.ts'
import { say } from '../shell/notices.tsx'
import type { Draft } from './draft.ts'
import { layOut, type Place, placeIn } from './excerpt-layout.ts'
import type { Tool } from './excerpt-pane.tsx'
import type { GlossPlace } from './gloss-dialog.tsx'
import { breakAt, caseAt, changed, glossAt, quote, removeAt, rewriteGloss, sourceAt, withoutRun } from './operations.ts'
import { putCaret, type Stretch, selectedStretch } from './selection.ts'
import type { Mark } from './source-pane.tsx'

type Given = { draft: Draft; excerpt: Excerpt; text: string; limit: number | null }
type Gloss = { words: string; present: string | null; onWrite: (text: string, place: GlossPlace) => void; onClose: () => void }

/** All that quoting needs: the source made ready, the check of the excerpt, and what the tools and keys do in either text. */
export type Quotation = {
  index: SourceIndex | null
  check: ExcerptCheck | null
  share: QuotedShare | null
  marks: Mark[]
  tools: Tool[]
  gloss: Gloss | null
  sourceRef: RefObject<HTMLDivElement | null>
  excerptRef: RefObject<HTMLDivElement | null>
  onSourceKey: (event: KeyboardEvent) => void
  onExcerptKey: (event: KeyboardEvent) => void
  showInSource: (number: number) => void
  showInExcerpt: (number: number) => void
}

type Known = Given & {
  index: SourceIndex | null
  check: ExcerptCheck | null
  sourceRef: Quotation['sourceRef']
  excerptRef: Quotation['excerptRef']
}

/** Keeps the check of an excerpt against its source up to date, and changes the excerpt by it. */
export function useQuotation({ draft, excerpt, text, limit }: Given): Quotation {
  const sourceRef = useRef<HTMLDivElement>(null)
  const excerptRef = useRef<HTMLDivElement>(null)
  const [gloss, setGloss] = useState<Omit<Gloss, 'onClose'> | null>(null)
  const index = useMemo(() => (text === '' ? null : indexSource(text, englishStyle)), [text])
  const check = useMemo(
    () => (index !== null && isQuicklyChecked(excerpt, index, englishStyle) ? checkExcerpt(excerpt, index, englishStyle) : null),
    [excerpt, index],
  )
  const known: Known = { draft, excerpt, text, limit, index, check, sourceRef, excerptRef }
  const tools = toolsOf(known, setGloss)
  const onKey = (event: KeyboardEvent) => pressed(event, tools)
  const show = (place: RefObject<HTMLDivElement | null>, at: number | undefined) => {
    if (place.current && at !== undefined) putCaret(place.current, at)
  }
  const showInSource = (number: number) => show(sourceRef, startOf(check, number))
  const showInExcerpt = (number: number) => {
    const run = check?.runs[number - 1]
    show(
      excerptRef,
      run && layOut(excerpt).find(({ paragraph, piece }) => paragraph === run.paragraph && piece === run.piece)?.at,
    )
  }
  return {
    index,
    check,
    share: index && quotedShare(excerpt, index, { style: englishStyle, limit }),
    marks: useMemo(() => marksOf(check), [check]),
    tools,
    gloss: gloss && { ...gloss, onClose: () => setGloss(null) },
    sourceRef,
    excerptRef,
    onSourceKey: (event) => {
      const number = event.key === 'Enter' ? markAt(check, selectedIn(sourceRef)) : null
      if (number) showInExcerpt(number)
      else onKey(event)
    },
    onExcerptKey: (event) => {
      const run = event.key === 'Enter' ? check?.runs.indexOf(runAt(known) ?? neverRun) : undefined
      if (run !== undefined && run >= 0) showInSource(run + 1)
      else onKey(event)
    },
    showInSource,
    showInExcerpt,
  }
}

const neverRun = {} as ExcerptCheck['runs'][number]

function toolsOf(known: Known, setGloss: (gloss: Omit<Gloss, 'onClose'> | null) => void): Tool[] {
  const { draft, excerpt, index, check } = known
  const isOff = index === null
  const edit = (next: Excerpt | null, otherwise: string) => {
    if (next) draft.edit({ excerpt: next })
    else
      say(
        check?.isFaithful === false
          ? 'The excerpt doesn’t say what the source says yet. Mend that first, or take the run out.'
          : otherwise,
      )
  }
  const atCaret = (change: (at: number) => Parameters<typeof changed>[2], otherwise: string) => () => {
    const at = caretInSource(known)
    if (index) edit(at === null ? null : changed(excerpt, index, change(at)), otherwise)
  }
  return [
    { name: 'quote', keys: 'q', label: 'Quote selection', isOff, run: () => quoteSelected(known, edit) },
    { name: 'gloss', keys: 'g', label: 'Gloss [ ]', isOff, run: () => askForGloss(known, edit, setGloss) },
    { name: 'case', keys: 'c', label: 'Case [T]', isOff, run: atCaret(caseAt, 'Put the caret into a quoted word first.') },
    {
      name: 'paragraph',
      keys: 'p',
      label: 'Paragraph',
      isOff,
      run: atCaret(breakAt, 'A paragraph can begin where a run begins. Put the caret into one that isn’t the first.'),
    },
    { name: 'remove', keys: 'Backspace', label: 'Remove run', isOff: excerpt.length === 0, run: () => remove(known, edit) },
    { name: 'undo', keys: 'z', label: 'Undo', isOff: false, run: () => draft.undo() || say('There is nothing to take back.') },
  ]
}

type Edit = (next: Excerpt | null, otherwise: string) => void

function quoteSelected({ sourceRef, excerpt, index }: Known, edit: Edit): void {
  const stretch = selectedIn(sourceRef)
  if (!stretch || !index || stretch.from === stretch.to) say('Select a passage of the source first.')
  else edit(changed(excerpt, index, quote(stretch)), 'That is quoted already.')
}

function remove(known: Known, edit: Edit): void {
  const { excerpt, index } = known
  const run = runAt(known)
  const at = caretInSource(known)
  const next = index && at !== null ? changed(excerpt, index, removeAt(at)) : null
  edit(next ?? (run ? withoutRun(excerpt, run) : null), 'Put the caret into a run first.')
}

const unchangedGloss = 'These brackets say that already, or they are the source’s own and stay as they are.'

function askForGloss(known: Known, edit: Edit, setGloss: (gloss: Omit<Gloss, 'onClose'> | null) => void): void {
  const { excerpt, index } = known
  const place = caretInExcerpt(known)
  const at = caretInSource(known)
  if (!index) return
  const write =
    (change: (text: string, side: GlossPlace) => Parameters<typeof changed>[2], otherwise: string) =>
    (text: string, side: GlossPlace) => {
      const problem = text === '' ? null : findGlossProblem(text)
      if (problem) return say(problem)
      setGloss(null)
      edit(changed(excerpt, index, change(text, side)), otherwise)
    }
  if (place?.shown.kind === 'gloss') {
    const number = layOut(excerpt.slice()).filter(({ kind, at: before }) => kind === 'gloss' && before < place.shown.at).length
    setGloss({
      words: '',
      present: place.shown.text.slice(1, -1),
      onWrite: write((text) => rewriteGloss(number, text), unchangedGloss),
    })
  } else if (at === null) say('Put the caret into a quoted word first.')
  else
    setGloss({
      words: wordAt(index, at),
      present: null,
      onWrite: write((text, side) => glossAt(at, side, text), 'There is no quoted word there.'),
    })
}

function pressed(event: KeyboardEvent, tools: readonly Tool[]): void {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key === 'z'
  if (!isUndo && (event.ctrlKey || event.metaKey || event.altKey)) return
  const key = event.key === 'Delete' ? 'Backspace' : event.key
  const tool = tools.find(({ keys, isOff }) => keys === key && !isOff)
  if (!tool) return
  event.preventDefault()
  event.stopPropagation()
  tool.run()
}

function selectedIn(ref: RefObject<HTMLDivElement | null>): Stretch | null {
  return ref.current && selectedStretch(ref.current)
}

function caretInExcerpt({ excerpt, excerptRef }: Known): Place | null {
  const stretch = selectedIn(excerptRef)
  return stretch && placeIn(layOut(excerpt), stretch.from)
}

/** The character of the source that the caret is about, in whichever of the two texts it stands. */
function caretInSource(known: Known): number | null {
  const inSource = selectedIn(known.sourceRef)
  if (inSource) return inSource.from
  const place = caretInExcerpt(known)
  return place && known.index && known.check ? sourceAt(place, known.check.runs, known.index) : null
}

function runAt(known: Known): ExcerptCheck['runs'][number] | null {
  const inSource = selectedIn(known.sourceRef)
  if (inSource) return known.check?.runs[(markAt(known.check, inSource) ?? 0) - 1] ?? null
  const shown = caretInExcerpt(known)?.shown
  return known.check?.runs.find(({ paragraph, piece }) => paragraph === shown?.paragraph && piece === shown.piece) ?? null
}

function markAt(check: ExcerptCheck | null, stretch: Stretch | null): number | null {
  const mark = marksOf(check).find(({ start, end }) => stretch !== null && start <= stretch.from && stretch.from <= end)
  return mark?.number ?? null
}

function marksOf(check: ExcerptCheck | null): Mark[] {
  return (check?.runs ?? []).flatMap((run, at) =>
    run.kind === 'not-found'
      ? []
      : [{ start: run.at.start, end: run.at.end, number: at + 1, isFaithful: run.kind === 'verbatim' }],
  )
}

function startOf(check: ExcerptCheck | null, number: number): number | undefined {
  const run = check?.runs[number - 1]
  return run && run.kind !== 'not-found' ? run.at.start : undefined
}

function wordAt({ original }: SourceIndex, at: number): string {
  const start = original.slice(0, at).search(/\S*$/)
  return /^\S*/.exec(original.slice(start))?.[0] ?? ''
}
