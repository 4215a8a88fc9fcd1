import type { Words } from '../domain/language/words.ts'
import type { Linked } from '../domain/pick.ts'
import { paths } from '../http/routes.ts'

/** Topics in a row, each with a link to its dossier. */
export function Topics({ topics, words }: { topics: readonly Linked[]; words: Words }) {
  return (
    <>
      {topics.map((topic, i) => (
        <>
          {i > 0 ? words.comma : null}
          <a href={paths.topic(topic.slug)}>{topic.name}</a>
        </>
      ))}
    </>
  )
}
