import { listNames } from '../data/members.ts'
import { listOthers, savePresence } from '../data/presences.ts'
import type { Db } from '../data/schema.ts'

/** Whoever hasn't been heard of for so many seconds has left a pick. Pages say every 15 seconds that they are open. */
const presenceSeconds = 45

/** Says that somebody has a pick open, and tells who else has. One person in two windows is one. */
export async function meetOthers(
  { db, now }: { db: Db; now: Date },
  { pickId, memberId }: { pickId: number; memberId: number },
): Promise<{ id: number; name: string; since: Date }[]> {
  const goneBefore = new Date(now.getTime() - presenceSeconds * 1_000)
  await savePresence(db, { pickId, memberId, now, goneBefore })
  const others = await listOthers(db, { pickId, memberId, goneBefore })
  const names = await listNames(
    db,
    others.map((one) => one.memberId),
  )
  return others.flatMap(({ memberId: id, since }) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name, since }]
  })
}
