import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { LocalDate } from '../../src/domain/pick.ts'
import { partsOfLocal } from '../parts/moments.ts'
import { dayByKey, type Entry, isMovable } from './move-entry.ts'

/** Under this name a dragged entry travels; nothing but a day of the calendar takes it. */
export const dragged = 'application/x-tessera-pick'

type Props = {
  entry: Entry
  /** It was moved here by a key, and so has the focus. */
  isFollowed: boolean
  onMove: (entry: Entry, day: LocalDate) => void
}

const stateNames = { draft: 'Draft', scheduled: 'Scheduled', published: 'Published' }

/** One pick on its day. What is planned can be dragged to another, or moved there by keys. */
export function EntryLine({ entry, isFollowed, onMove }: Props) {
  const { id, state, headline, local, isHeld } = entry
  const link = useRef<HTMLAnchorElement>(null)
  const time = local === null ? '' : partsOfLocal(local).time
  const movable = isMovable(entry)
  useEffect(() => {
    if (isFollowed) link.current?.focus()
  }, [isFollowed])
  return (
    <li className={movable ? 'movable' : undefined} onDragStart={(event) => event.dataTransfer.setData(dragged, String(id))}>
      <i className={`tile ${state}`} aria-hidden="true" />
      <span className="unseen">{isHeld ? 'Held back' : stateNames[state]}:</span>
      <Link
        ref={link}
        to="/picks/$id"
        params={{ id: String(id) }}
        className="serif"
        draggable={movable}
        aria-keyshortcuts={movable ? 'Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown' : undefined}
        onKeyDown={(event) => {
          const day = dayByKey(entry, event)
          if (day === null) return
          event.preventDefault()
          onMove(entry, day)
        }}
      >
        {headline || 'Without a headline'}
      </Link>
      <span className="soft">
        {time}
        {isHeld ? ' held back' : ''}
      </span>
    </li>
  )
}
