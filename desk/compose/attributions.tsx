import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { authorOf } from '../../src/domain/attribution.ts'
import { englishStyle } from '../../src/domain/house-style.ts'
import { presentAttribution, putAttribution } from '../../src/domain/put-attribution.ts'
import { suggestAttributions } from '../../src/domain/suggest-attribution.ts'
import type { Content } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { say } from '../shell/notices.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import type { Draft } from './draft.ts'
import { takeBack } from './take-back.ts'

type Props = { pickId: number; draft: Draft; content: Content }

const pause = 500
const mostShown = 5

/** How the introduction may end, one press each. The words that introduced this source the last time come first. */
export function Attributions({ pickId, draft, content }: Props) {
  const { introduction, source } = content
  const author = content.author?.trim() || authorOf(introduction)
  const [name] = useDebouncedValue(source.name.trim(), pause)
  const { data } = useQuery({
    queryKey: ['attributions', pickId, name],
    queryFn: ({ signal }) => ask('recallAttributions', { source: name }, { id: pickId }, signal),
    placeholderData: (before) => before,
    enabled: author !== null && name !== '',
    retry: false,
  })
  const offered = suggestAttributions(author, englishStyle, name === '' ? [] : (data?.verbs ?? []))
  const present = presentAttribution(introduction, offered)
  const first = offered.find((sentence) => sentence !== present)
  const put = (sentence: string) => {
    const next = putAttribution(introduction, sentence, offered)
    draft.edit({ introduction: next.introduction })
    const what = next.replaced ? `“${sentence}” stands where “${next.replaced}” stood.` : `The introduction ends in “${sentence}”`
    say(what, { undo: takeBack(draft, { introduction }, { introduction: next.introduction }) })
  }
  useShortcuts('This pick', first ? [{ keys: 'Mod+e', what: `End the introduction in “${first}”`, run: () => put(first) }] : [])
  if (offered.length === 0) return null
  return (
    <fieldset className="suggested">
      <legend className="label">End it in</legend>
      {offered.slice(0, mostShown).map((sentence) => (
        <button
          key={sentence}
          type="button"
          className="suggestion serif"
          aria-pressed={sentence === present}
          aria-keyshortcuts={sentence === first ? 'Control+E' : undefined}
          onClick={() => sentence !== present && put(sentence)}
        >
          {sentence} {sentence === first ? <kbd>Ctrl E</kbd> : null}
        </button>
      ))}
      {present !== null && !offered.includes(present) ? <p className="hint">It takes the place of your “{present}”</p> : null}
    </fieldset>
  )
}
