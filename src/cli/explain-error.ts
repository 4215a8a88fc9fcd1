import type { Place } from '../data/database.ts'
import { FolderInUse } from '../data/folder-lock.ts'

/**
 * What is wrong and how to mend it, in a sentence or two, for what can go wrong on any machine: a full disk, a missing right, a locked or
 * newer database, a PostgreSQL that isn't there. Null for everything else, which is a fault of the program and deserves its stack.
 */
export function explainError(error: unknown, place: Place | null = null): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof FolderInUse) return `${error.message} Stop that one first, or choose another folder with --data.`
  if (isOwnRefusal(error)) return error.message
  const facts = error as Error & { code?: unknown; errcode?: unknown; path?: unknown; severity?: unknown }
  if (typeof facts.errcode === 'number') return explainSqlite(facts.errcode & 0xff, place)
  if (typeof facts.severity === 'string') return explainPostgres(String(facts.code), error.message, place)
  if (typeof facts.code === 'string') return explainSystem(facts.code, { path: facts.path, message: error.message, place })
  return isLostConnection(error) ? unreachable(place, error.message) : null
}

/** What `openDatabase` says when it won't trust a database is already written for a person. */
function isOwnRefusal({ message }: Error): boolean {
  return /^(This data was written by a newer Tessera|PostgreSQL runs with |SQLite \S+ can corrupt|SQLite did not keep)/.test(
    message,
  )
}

const diskIsFull = 'The disk is full. Make room and try again; what was under way has been undone.'
const noSuchAddress = (message: string) => `This machine doesn’t have that address (${message}). Choose another with --host.`
const noRight = (what: string) =>
  `Tessera may not write to ${what}. Give the user it runs as the right to, or choose another folder with --data.`
const damaged = (what: string) =>
  `${what} is damaged, or not a database at all. \`tessera doctor\` tells more; a backup brings it back.`

function explainSqlite(code: number, place: Place | null): string | null {
  const what = place && 'folder' in place ? `the database in ${place.folder}` : 'the database'
  switch (code) {
    case 5:
    case 6:
      return 'Another program is writing to this magazine and hasn’t finished. Try again in a moment.'
    case 8:
      return noRight(what)
    case 10:
      return `The disk failed to read or write ${what}. Check the disk, then run \`tessera doctor\`.`
    case 11:
    case 26:
      return damaged(what.replace('the', 'The'))
    case 13:
      return diskIsFull
    case 14:
      return `Tessera can’t open ${what}. See that the folder is there and that the user it runs as may write to it.`
    default:
      return null
  }
}

function explainPostgres(code: string, message: string, place: Place | null): string | null {
  if (/^(28|3D)/.test(code)) return `PostgreSQL let nobody in: ${message}. Check user, password and database in DATABASE_URL.`
  if (/^(08|57P)/.test(code)) return unreachable(place, message)
  if (code === '53100') return diskIsFull
  if (code === '53300') return 'PostgreSQL has no connection left for Tessera. Close some, or raise max_connections.'
  if (code === '42501' || code === '25006')
    return `PostgreSQL refused: ${message}. Give the user in DATABASE_URL the right to write and to make tables.`
  return null
}

type SystemFacts = { path: unknown; message: string; place: Place | null }

function explainSystem(code: string, { path, message, place }: SystemFacts): string | null {
  const what = typeof path === 'string' ? path : place && 'folder' in place ? place.folder : 'a file'
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskIsFull
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return /listen/.test(message)
        ? `This port isn’t free to take (${message}). Choose one above 1023 with --port.`
        : noRight(what)
    case 'EEXIST':
    case 'ENOTDIR':
      return `${what} is a file where a folder is needed. Choose another folder with --data.`
    case 'EADDRINUSE':
      return `Something else is listening there already (${message}). Stop it, or choose another port with --port.`
    case 'EADDRNOTAVAIL':
      return noSuchAddress(message)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return place && 'folder' in place ? noSuchAddress(message) : unreachable(place, message)
    default:
      return /^(ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)/.test(code) ? unreachable(place, code) : null
  }
}

function isLostConnection({ message }: Error): boolean {
  return /timeout exceeded when trying to connect|Connection terminated|client password must be a string|does not support SSL/.test(
    message,
  )
}

/** The address is shown without its user and password. */
function unreachable(place: Place | null, why: string): string {
  const where = place && 'url' in place ? ` at ${new URL(place.url).host}` : ''
  return `PostgreSQL${where} can’t be reached (${why}). See that it runs, and that DATABASE_URL is right.`
}
