import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Content } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { say } from '../shell/notices.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import type { Draft } from './draft.ts'
import { TopicsField } from './topics-field.tsx'

type Props = { pickId: number; draft: Draft; content: Content }

const pause = 700
const mostShown = 5
const mostTopics = 20

/** The topics of a pick, with those under which picks like it were filed, one press each. What is taken out or put in can be taken back. */
export function Filing({ pickId, draft, content }: Props) {
  const { topics } = content
  const suggested = useSuggestedTopics(pickId, content)
    .filter((topic) => !topics.includes(topic))
    .slice(0, topics.length < mostTopics ? mostShown : 0)
  const change = (next: string[]) => {
    const gone = topics.filter((topic) => !next.includes(topic))
    draft.edit({ topics: next })
    if (gone.length > 0) say(`No longer filed under ${gone.join(', ')}.`, { undo: () => refile(draft, { gone, before: topics }) })
  }
  const add = (topic: string) => {
    draft.edit({ topics: [...topics, topic] })
    say(`Filed under ${topic}.`, {
      undo: () => draft.edit({ topics: draft.read().content.topics.filter((one) => one !== topic) }),
    })
  }
  useShortcuts(
    'This pick',
    suggested.map((topic, at) => ({ keys: `${at + 1}`, what: `File it under ${topic}`, run: () => add(topic) })),
  )
  return (
    <>
      <TopicsField topics={topics} onChange={change} />
      {suggested.length > 0 ? (
        <fieldset className="suggested">
          <legend className="label">Filed like it</legend>
          {suggested.map((topic, at) => (
            <button key={topic} type="button" className="suggestion" aria-keyshortcuts={`${at + 1}`} onClick={() => add(topic)}>
              <span className="unseen">File it under </span>
              {topic} <kbd>{at + 1}</kbd>
            </button>
          ))}
        </fieldset>
      ) : null}
    </>
  )
}

/** Asked a moment after the typing pauses; what is no longer the text is asked for no longer. */
function useSuggestedTopics(pickId: number, { headline, introduction, excerpt }: Content): string[] {
  const [text] = useDebouncedValue(JSON.stringify({ headline, introduction, excerpt }), pause)
  const { data } = useQuery({
    queryKey: ['suggested topics', pickId, text],
    queryFn: ({ signal }) => ask('suggestTopics', JSON.parse(text) as Content, { id: pickId }, signal),
    placeholderData: (before) => before,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return data?.topics ?? []
}

/** Puts topics back in where they stood, beside what has come since. */
function refile(draft: Draft, { gone, before }: { gone: readonly string[]; before: readonly string[] }): void {
  const now = draft.read().content.topics
  const kept = before.filter((topic) => gone.includes(topic) || now.includes(topic))
  draft.edit({ topics: [...kept, ...now.filter((topic) => !before.includes(topic))] })
}
