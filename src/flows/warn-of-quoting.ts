import type { Db } from '../data/schema.ts'
import { listSettings } from '../data/settings.ts'
import { findQuotedOfName, findWordsShown, loadTerms } from '../data/source-terms.ts'
import { nextMonth, startOfMonth } from '../domain/calendar-date.ts'
import type { Content, Lack } from '../domain/draft.ts'
import { tidy } from '../domain/markup/tidy.ts'
import { limitOf, type QuotingWarning, warnOfQuoting } from '../domain/quote-limit.ts'
import { countQuotedWords } from '../domain/quoted-words.ts'
import { magazineFrom } from '../domain/settings.ts'
import type { Calendar } from '../domain/zone.ts'

type Going = {
  id: number
  content: Pick<Content, 'source' | 'excerpt'>
  /** When it went out, which stays its month; null for now. */
  publishedAt: Date | null
}

type QuotingDeps = { db: Db; now: Date; calendar: Calendar }

/** What there is to say of how much a pick quotes before it goes out, and what keeps it from going out where the magazine has it so. */
export async function warnBeforePublishing(
  { db, now, calendar }: QuotingDeps,
  { id, content, publishedAt }: Going,
): Promise<{ warnings: QuotingWarning[]; lacks: Lack[] }> {
  const name = tidy(content.source.name)
  const first = startOfMonth(calendar.dateAt(publishedAt ?? now))
  const span = { from: calendar.startOf(first), until: calendar.startOf(nextMonth(first)), except: id }
  const quoted = name === '' ? null : await findQuotedOfName(db, name, span)
  const { quotes } = magazineFrom(await listSettings(db))
  const terms = quoted && (await loadTerms(db, quoted.id))
  const words = countQuotedWords(content.excerpt)
  const warnings = warnOfQuoting({
    source: name,
    limit: limitOf(terms?.wordsPerMonth ?? null, quotes.wordsPerMonth),
    others: quoted?.words ?? 0,
    words,
    permission: { kind: terms?.permission ?? 'none', until: terms?.permittedUntil ?? null },
    today: calendar.dateAt(now),
  })
  // Whoever mends a word, or takes some out, makes nothing worse.
  const isMore = words > (await findWordsShown(db, id))
  const refused = quotes.tooMuch === 'refuse' && isMore ? warnings.filter(({ isOver }) => isOver) : []
  return { warnings, lacks: refused.map(({ message }) => ({ field: 'excerpt', message })) }
}
