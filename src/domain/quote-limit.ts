import type { LocalDate } from './pick.ts'

/** What there is of a permission to quote a source. */
export type PermissionKind = 'none' | 'asked' | 'granted' | 'refused'

/** What a pick would do to what is quoted of its source in a month. `limit` is null where there is none. */
export type Quoting = {
  source: string
  limit: number | null
  /** What the month's other published picks quote. */
  others: number
  /** What this pick does. */
  words: number
  permission: { kind: PermissionKind; until: LocalDate | null }
  today: LocalDate
}

/** Something an editor should know before quoting a source once more. `isOver`: the magazine's limit, or the source's own, is passed. */
export type QuotingWarning = { isOver: boolean; message: string }

/** The limit that holds for a source: its own where it has one, else the magazine's. 0 is none. */
export function limitOf(own: number | null, magazine: number): number | null {
  return (own ?? magazine) || null
}

/** What there is to say before a pick goes out, in sentences; nothing where all is well. */
export function warnOfQuoting({ source, limit, others, words, permission, today }: Quoting): QuotingWarning[] {
  const warnings: QuotingWarning[] = []
  const after = others + words
  if (limit !== null && words > 0 && after > limit) {
    const [so, most] = [after.toLocaleString('en'), limit.toLocaleString('en')]
    warnings.push({
      isOver: true,
      message: `With this pick ${so} words of ${source} are quoted this month; ${most} is the limit.`,
    })
  }
  const { kind, until } = permission
  if (kind === 'refused') warnings.push({ isOver: false, message: `${source} has refused to be quoted.` })
  if (kind === 'granted' && until !== null && until < today)
    warnings.push({ isOver: false, message: `The permission to quote ${source} has run out.` })
  return warnings
}
