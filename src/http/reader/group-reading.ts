import type { Access, Purpose } from '../../domain/access.ts'
import type { VisitorChange } from '../../flows/meter-reading.ts'
import type { Deps } from '../deps.ts'
import type { Who } from './who.ts'

/**
 * Takes note of what was read through a group, for the number in its report. A browser on a group's network that has no cookie yet is
 * given one, without a reading in it: what is read there spends nothing elsewhere.
 */
export function noteGroupReading(
  deps: Deps,
  { member, visitor, courtesy }: Who,
  { access, purpose, now }: { access: Access; purpose: Purpose; now: Date },
): VisitorChange | null {
  if (access.kind !== 'open' || access.why !== 'subscriber' || purpose !== 'read') return null
  const { groups, calendar } = deps.generation()
  if (!groups.hasGroups) return null
  const network = courtesy?.groupId ?? null
  const reading = { network, pickId: access.permit.pickId, month: calendar.dateAt(now).slice(0, 7) }
  if (member) {
    deps.groupUsage.note({ ...reading, reader: { kind: 'member', id: member.id } })
    return null
  }
  // Whom nothing but a network lets in is a visitor; anybody else who reads here is no group's reader.
  if (network === null) return null
  const id = visitor?.id ?? deps.meter.newVisitorId()
  deps.groupUsage.note({ ...reading, reader: { kind: 'visitor', id, isNew: visitor === null } })
  return visitor === null ? { id, first: null } : null
}
