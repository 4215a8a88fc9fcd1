import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process serves this folder already. `owner` says which, as far as it has said so. */
export class FolderInUse extends Error {}

/**
 * Takes a data folder for this process alone, until `release` or the end of the process, however that comes:
 * the operating system drops the lock itself, so none is ever left behind. Throws `FolderInUse` at once when it is held.
 */
export function lockFolder(folder: string, startedAt: Date): { release: () => void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  const ownerFile = join(folder, 'owner.json')
  try {
    database.exec('begin exclusive')
    writeFileSync(ownerFile, JSON.stringify({ pid: process.pid, host: hostname(), startedAt: startedAt.toISOString() }))
  } catch (error) {
    database.close()
    if (error instanceof Error && /locked/.test(error.message))
      throw new FolderInUse(`${folder} is already served by ${describe(ownerFile)}.`)
    throw error
  }
  return { release: () => database.close() }
}

/** The owner may be about to write down who it is, or may have had no room to. */
function describe(ownerFile: string): string {
  try {
    const { pid, host, startedAt } = JSON.parse(readFileSync(ownerFile, 'utf8')) as Record<string, unknown>
    return `process ${pid} on ${host}, since ${startedAt}`
  } catch {
    return 'another process'
  }
}
