import type { DeskPick } from '../data/drafts.ts'
import type { Db } from '../data/schema.ts'
import type { HouseStyle } from '../domain/house-style.ts'
import type { Role } from '../domain/role.ts'
import type { Calendar } from '../domain/zone.ts'
import type { AuditDeps } from './write-audit.ts'

/** What the flows about picks need that run for the magazine, by whomever. */
export type PickDeps = AuditDeps & { db: Db; calendar: Calendar; style: HouseStyle }

/** The same for somebody at the desk. */
export type DeskDeps = PickDeps & { person: { id: number; role: Role } }

/** What a pick is to those who work on it. One that was held when its time had come is a draft. */
export function stateOf({
  publishedAt,
  schedule,
}: Pick<DeskPick, 'publishedAt' | 'schedule'>): 'draft' | 'scheduled' | 'published' {
  if (publishedAt !== null) return 'published'
  return schedule !== null && schedule.held === null ? 'scheduled' : 'draft'
}
