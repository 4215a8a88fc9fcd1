import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Content, DeskPick, Version, VersionLine } from '../../src/http/desk-api/contract.ts'
import { ask } from '../api/ask.ts'
import { useMe } from '../api/me.ts'
import { queries } from '../api/queries.ts'
import { Dialog } from '../parts/dialog.tsx'
import { dayInWords, localOf } from '../parts/moments.ts'
import { Waiting } from '../parts/waiting.tsx'
import { say, sayProblem } from '../shell/notices.tsx'
import { CoverDifference } from './cover-difference.tsx'
import { Differences } from './difference.tsx'
import { printExcerpt } from './excerpt-text.ts'
import { differingParts, partNames, textOfPart } from './words.ts'

type Props = {
  pickId: number
  content: Content
  restore: (number: number) => Promise<DeskPick>
  /** Gives the way back to what was being written before. */
  onRestored: (pick: DeskPick) => () => void
  onClose: () => void
}

/** Every version that was kept, what differs between it and the text as it is now, and the way back to it. */
export function VersionsDialog({ pickId, content, restore: bringBack, onRestored, onClose }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['versions', pickId],
    queryFn: ({ signal, pageParam }) =>
      ask('listVersions', pageParam === null ? {} : { before: pageParam }, { id: pickId }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
  const versions = data?.pages.flatMap((page) => page.versions) ?? []
  const restore = async (number: number) => {
    try {
      const undo = onRestored(await bringBack(number))
      await queries.invalidateQueries({ queryKey: ['versions', pickId] })
      say(`Version ${number} is what you are writing now. What was there before is kept too.`, { undo })
      onClose()
    } catch (error) {
      sayProblem(error)
    }
  }
  return (
    <Dialog title="Versions" onClose={onClose}>
      {data ? null : <Waiting what="the versions" />}
      {data && versions.length === 0 ? (
        <p>None is kept yet. One is made whenever somebody else goes on writing, and when it is published.</p>
      ) : null}
      <ol className="versions">
        {versions.map((line) => (
          <li key={line.number}>
            <button
              type="button"
              className="plain"
              aria-expanded={chosen === line.number}
              onClick={() => setChosen(chosen === line.number ? null : line.number)}
            >
              <VersionName line={line} />
            </button>
            {chosen === line.number ? (
              <Compared pickId={pickId} number={line.number} content={content} onRestore={() => restore(line.number)} />
            ) : null}
          </li>
        ))}
      </ol>
      <div className="acts">
        {hasNextPage ? (
          <button type="button" className="button" onClick={() => fetchNextPage()}>
            Older ones
          </button>
        ) : null}
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

function VersionName({ line }: { line: VersionLine }) {
  const { magazine } = useMe()
  const { day, time } = localOf(line.savedAt, magazine.zone)
  return (
    <>
      {line.number}. {dayInWords(day, magazine.today)} at {time}, {line.by.name}
      {line.kind === 'pick' ? ', as it went out' : ''}
    </>
  )
}

type ComparedProps = { pickId: number; number: number; content: Content; onRestore: () => void }

function Compared({ pickId, number, content, onRestore }: ComparedProps) {
  const { data } = useQuery({
    queryKey: ['versions', pickId, number],
    queryFn: ({ signal }) => ask('showVersion', {}, { id: pickId, number }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ? <Changes version={data} content={content} onRestore={onRestore} /> : <Waiting what="the version" />
}

type ChangesProps = { version: Version; content: Content; onRestore: () => void }

/** What came after a version, part by part. */
function Changes({ version, content, onRestore }: ChangesProps) {
  const parts = differingParts(version.content, content)
  return (
    <div className="compared">
      {parts.length === 0 ? <p className="soft">It is the same as what you are writing.</p> : null}
      {parts.map((part) => (
        <section key={part}>
          <h3>{partNames[part]}</h3>
          {part === 'cover' ? <CoverDifference older={version.content.cover} newer={content.cover} /> : null}
          <Differences older={textOfPart(version.content, part, printExcerpt)} newer={textOfPart(content, part, printExcerpt)} />
        </section>
      ))}
      {parts.length > 0 ? (
        <button type="button" className="button" onClick={onRestore}>
          Go back to version {version.number}
        </button>
      ) : null}
    </div>
  )
}
