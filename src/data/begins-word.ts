import { sql } from 'kysely'

/** Whether a word of the name begins as was typed, in either case. What was typed is text and no pattern. */
export function beginsWord(column: 'line.name' | 'source.name' | 'topic.name', typed: string) {
  const escaped = typed.toLowerCase().replace(/[\\%_]/g, '\\$&')
  const name = sql.ref(column)
  return sql<boolean>`(lower(${name}) like ${`${escaped}%`} escape '\\' or lower(${name}) like ${`% ${escaped}%`} escape '\\')`
}
