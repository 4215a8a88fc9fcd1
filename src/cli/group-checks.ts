import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import { listOwnedNetworks } from '../data/group-places.ts'
import { listUnequalGroups } from '../data/group-seats.ts'
import { listGroups } from '../data/groups.ts'
import { isRunning } from '../domain/group.ts'
import type { Finding } from './checks.ts'
import { counted } from './command.ts'

const soon = 30 * 86_400_000

/** Whether groups are looked after, last for a while yet, and open what was agreed. Nothing where there are none. */
export async function checkGroups({ db }: Database, { origin, trustedProxies }: Config, now: Date): Promise<Finding[]> {
  const groups = await listGroups(db)
  if (groups.length === 0) return []
  const running = groups.filter((group) => isRunning(group, now))
  const unequal = new Set(await listUnequalGroups(db))
  const findings: Finding[] = [{ kind: 'ok', text: `${counted(running.length, 'group')} with an agreement that holds` }]
  const hint = (text: string) => findings.push({ kind: 'hint', text })
  for (const { id, name, administratorId, window } of running) {
    if (administratorId === null)
      hint(`Nobody looks after ${name}. Name somebody with \`tessera groups change ${id} --administrator\`.`)
    if (window.until !== null && window.until.getTime() - now.getTime() < soon)
      hint(`The agreement with ${name} ends within 30 days. Lengthen it with \`tessera groups change ${id} --until\`.`)
  }
  for (const { id, name } of groups.filter((group) => unequal.has(group.id)))
    findings.push({
      kind: 'problem',
      text: `What the seats of ${name} open is not what was agreed. Mend it with \`tessera groups change ${id}\`.`,
    })
  if (trustedProxies.length === 0 && origin?.startsWith('https:') && (await listOwnedNetworks(db)).length > 0)
    hint(
      'Groups have networks, but TESSERA_TRUSTED_PROXIES is empty: behind a proxy no reader’s address is known, and they open nothing.',
    )
  return findings
}
