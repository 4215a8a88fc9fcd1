import type { NavigateOptions } from '@tanstack/react-router'
import { fold } from '../../src/domain/text-words.ts'
import type { Found } from '../../src/http/desk-api/contract-find.ts'
import type { ShortcutGroup } from '../shell/shortcuts.ts'
import type { Place } from './places.ts'

/** One thing that can be gone to or done. `to` is a page of the desk; `run` does something here. */
export type Choice = {
  kind: string
  name: string
  beside?: string
  state?: Found['picks'][number]['state']
  keys?: string
} & ({ to: NavigateOptions } | { run: () => void })

type Known = { found: Found | undefined; places: readonly Place[]; groups: readonly ShortcutGroup[] }

/** What the words may mean, in the order in which it is shown: picks, sources, topics, pages, and what can be done here. */
export function choicesFor(words: string, { found, places, groups }: Known): Choice[] {
  const isMeant = (name: string) => words.trim() !== '' && meant(name, words)
  const acts = groups.flatMap(({ shortcuts }) => shortcuts).filter(({ keys }) => !isWay(keys))
  return [
    ...(found?.picks ?? []).map(
      ({ id, headline, source, state }): Choice => ({
        kind: words.trim() === '' ? 'Picks saved last' : 'Picks',
        name: headline || 'Without a headline',
        beside: source,
        state,
        to: { to: '/picks/$id', params: { id: String(id) } },
      }),
    ),
    ...(found?.sources ?? []).map(
      ({ id, name }): Choice => ({ kind: 'Sources', name, to: { to: '/sources/$id', params: { id: String(id) } } }),
    ),
    ...(found?.topics ?? []).map(({ id, name }): Choice => ({ kind: 'Topics', name, to: { to: '/', search: { topic: id } } })),
    ...places.filter(({ name }) => isMeant(name)).map(({ name, to }): Choice => ({ kind: 'Pages', name, to })),
    ...acts.flatMap(({ what, keys, run }): Choice[] => (run && isMeant(what) ? [{ kind: 'Do', name: what, keys, run }] : [])),
  ]
}

/** What was found for other words, as far as it fits these, so that Enter never goes to what was shown a moment before. */
export function stillMeant({ picks, sources, topics }: Found, words: string): Found {
  const fits = ({ name }: { name: string }) => meant(name, words)
  return {
    picks: picks.filter(({ headline, source }) => meant(`${headline} ${source}`, words)),
    sources: sources.filter(fits),
    topics: topics.filter(fits),
  }
}

/** Each word typed begins one of the name. */
function meant(name: string, typed: string): boolean {
  const has = fold(name).split(/[^\p{L}\p{N}]+/u)
  return fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => has.some((one) => one.startsWith(word)))
}

/** Keys that go to a page, which is offered by its name; and the ones this was opened by. */
function isWay(keys: string): boolean {
  return keys.startsWith('g ') || keys === 'Mod+k'
}
