const words = { draft: 'Draft', scheduled: 'Scheduled', published: 'Published' } as const

/** How far a pick has come, as the tile and the word for it. */
export function StateMark({ state }: { state: keyof typeof words }) {
  return (
    <span className="state">
      <i className={`tile ${state}`} aria-hidden="true" /> {words[state]}
    </span>
  )
}
