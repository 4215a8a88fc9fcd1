const most = 24

/**
 * The allowance as tiles: full ones for what is read, outlines for what is left. Above two dozen the words alone have to do.
 * Without a label they only repeat a number that stands beside them.
 */
export function Tiles({ read, of, label }: { read: number; of: number; label: string | null }) {
  if (of > most || of < 1) return null
  const full = Math.min(Math.max(read, 0), of)
  return (
    <span class="tiles" {...(label === null ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label })}>
      {Array.from({ length: of }, (_, i) => (
        <i class={i < full ? undefined : 'left'} />
      ))}
    </span>
  )
}

/** The tile that ends something. */
export function EndTile() {
  return <hr class="end" />
}
