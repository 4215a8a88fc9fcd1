/** The known name that was probably meant, or null when none is near: capitals don't count, and about one slip in three letters is forgiven. */
export function nearestName(typed: string, known: readonly string[]): string | null {
  const wanted = typed.toLowerCase()
  const slips = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)))
  const near = known
    .map((name) => ({ name, distance: distanceBetween(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= slips)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.name ?? null
}

/** How many letters to put in, take out, change or swap with their neighbour. */
function distanceBetween(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const changed = (last[column - 1] ?? 0) + (isSame ? 0 : 1)
      const swapped = isSwap ? (beforeLast[column - 2] ?? 0) + 1 : changed
      current.push(Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, changed, swapped))
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
