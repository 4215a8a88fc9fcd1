import { type DeedKind, deedKinds } from '../../src/domain/deeds.ts'

/** What the log is narrowed to, as its address says it: to what one did, and to one part of the desk. */
export type LogSearch = { who?: string; kind?: DeedKind }

/** Reads the part of an address after the `?`; what it doesn't know is left out. */
export function readLogSearch({ who, kind }: Record<string, unknown>): LogSearch {
  const known = deedKinds.find((one) => one === kind)
  return {
    ...(typeof who === 'string' && /^(?:member [1-9]\d{0,8}|console|program)$/.test(who) ? { who } : {}),
    ...(known ? { kind: known } : {}),
  }
}
