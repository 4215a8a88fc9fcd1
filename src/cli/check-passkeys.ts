import type { Config } from '../config.ts'
import type { Database } from '../data/database.ts'
import { countPasskeys } from '../data/passkeys.ts'
import { passkeyHost } from '../domain/passkey-host.ts'
import { type Finding, problem } from './checks.ts'
import { counted } from './command.ts'

/** Whether passkeys work at the address that readers type: each was made for one host and works nowhere else. */
export async function checkPasskeys({ db }: Database, { origin }: Pick<Config, 'origin'>): Promise<Finding> {
  const counts = await countPasskeys(db)
  const address = origin ?? 'http://localhost'
  const host = passkeyHost(address)
  const elsewhere = [...counts].filter(([site]) => site !== host)
  const [other] = elsewhere
  if (other !== undefined) {
    const lost = elsewhere.reduce((sum, [, count]) => sum + count, 0)
    return problem(
      `${counted(lost, 'passkey')} of members can’t be used at ${address}, having been made for ${other[0]}. Set TESSERA_URL to that again, or let these members sign in by mail and add new ones.`,
    )
  }
  if (host === null)
    return { kind: 'hint', text: `Browsers allow no passkeys at ${address}; that takes https and a name. Mail works.` }
  return { kind: 'ok', text: `Passkeys work at ${host}; members have ${counted(counts.get(host) ?? 0, 'passkey')}` }
}
