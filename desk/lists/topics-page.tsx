import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { TopicLine } from '../../src/http/desk-api/contract-lists.ts'
import { ask } from '../api/ask.ts'
import { hasRole, useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { refreshLists } from '../picks/list-picks.ts'
import { say, sayProblem } from '../shell/notices.tsx'
import { ListPage } from './list-page.tsx'
import './lists.css'
import { TopicDialog } from './topic-dialog.tsx'

/** What picks are filed under: named anew, merged and described here. */
export function TopicsPage() {
  const me = useMe()
  const [opened, setOpened] = useState<TopicLine | null>(null)
  const list = useInfiniteQuery({
    queryKey: ['topics', 'all'],
    queryFn: ({ signal, pageParam }) =>
      ask('listTopics', { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) }, {}, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const { mutate, isPending } = useMutation({
    mutationFn: ({ run }: { run: () => Promise<TopicLine>; said: string; undo?: () => void }) => run(),
    onSuccess: (_, { said, undo }) => {
      say(said, undo ? { undo } : {})
      setOpened(null)
      void refreshLists()
    },
    onError: sayProblem,
  })
  const topics = list.data?.pages.flatMap((page) => page.topics) ?? []
  const isEditor = hasRole(me, 'editor')
  const rename = (topic: TopicLine, name: string): void => {
    mutate({
      run: () => ask('renameTopic', { name }, { id: topic.id }),
      said: `${topic.name} is now ${name}. The old address leads there.`,
      undo: () =>
        mutate({ run: () => ask('renameTopic', { name: topic.name }, { id: topic.id }), said: `It is ${topic.name} again.` }),
    })
  }
  useTitle('Topics', me)
  return (
    <ListPage title="Topics" list={list} isEmpty={topics.length === 0} empty="Nothing has been filed under a topic yet.">
      <TopicTable topics={topics} onChange={isEditor ? setOpened : null} />
      {opened ? (
        <TopicDialog
          topic={opened}
          others={topics.filter(({ id }) => id !== opened.id)}
          isBusy={isPending}
          onRename={(name) => rename(opened, name)}
          onDescribe={(description) =>
            mutate({ run: () => ask('describeTopic', { description }, { id: opened.id }), said: 'That is saved.' })
          }
          onMerge={(into) =>
            mutate({
              run: () => ask('mergeTopic', { into: into.id }, { id: opened.id }),
              said: `${opened.name} is part of ${into.name} now.`,
            })
          }
          onClose={() => setOpened(null)}
        />
      ) : null}
    </ListPage>
  )
}

type TableProps = { topics: readonly TopicLine[]; onChange: ((topic: TopicLine) => void) | null }

function TopicTable({ topics, onChange }: TableProps) {
  return (
    <table className="table">
      <caption className="unseen">Topics by name</caption>
      <thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col" className="num">
            Picks
          </th>
          <th scope="col" className="num far">
            Published
          </th>
          <th scope="col" className="far">
            What it is about
          </th>
          {onChange ? (
            <th scope="col">
              <span className="unseen">Change</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {topics.map((topic) => (
          <tr key={topic.id}>
            <td>
              <Link to="/" search={{ topic: topic.id }} className="headline">
                {topic.name}
              </Link>
              <span className="near">{topic.description}</span>
            </td>
            <td className="num">{topic.picks}</td>
            <td className="num far">{topic.published}</td>
            <td className="soft far">{topic.description}</td>
            {onChange ? (
              <td className="num">
                <button type="button" className="plain" aria-label={`Change ${topic.name}`} onClick={() => onChange(topic)}>
                  Change
                </button>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
