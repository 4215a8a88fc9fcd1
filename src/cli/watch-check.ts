import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import { listSettings } from '../data/settings.ts'
import { countWatches } from '../data/watch-list.ts'
import { magazineFrom } from '../domain/settings.ts'
import { watchedAddress } from '../kit/watched-address.ts'
import { type Finding, problem } from './checks.ts'
import { counted } from './command.ts'

const overdue = 2 * 86_400_000
const fewest = 10
/** Of those that were looked at, the share that can't be reached at which the fault is more likely this machine's. */
const mostUnreachable = 0.8

/** Whether the source watch gets on. */
export async function checkWatch({ db }: Pick<Database, 'db'>, { origin }: Pick<Config, 'origin'>, now: Date): Promise<Finding> {
  const { open, watched, states, oldestDue } = await countWatches(db)
  if (magazineFrom(await listSettings(db)).watchMinutes === 0)
    return { kind: 'hint', text: 'The source watch is off; `tessera settings set watchMinutes 10` turns it on.' }
  if (origin === null || watchedAddress(origin) === null)
    return { kind: 'hint', text: 'The source watch waits for TESSERA_URL: who is asked must be able to find the magazine.' }
  const looked = watched - (states.new ?? 0)
  const unreachable = states.unreachable ?? 0
  if (looked >= fewest && unreachable >= looked * mostUnreachable)
    return problem(
      `The source watch reaches hardly any source (${unreachable} of ${looked} can’t be read). See that this machine may ask other sites, and find their names.`,
    )
  if (oldestDue !== null && oldestDue.getTime() < now.getTime() - overdue)
    return {
      kind: 'hint',
      text: 'The source watch is days behind. See that `tessera start` runs, and what it logs; a smaller watchMinutes makes it faster.',
    }
  const found = open === 0 ? 'nothing to look at' : `${open} to look at in the desk, under Watch`
  return { kind: 'ok', text: `${counted(watched, 'article')} quoted ${watched === 1 ? 'is' : 'are'} watched, ${found}` }
}
