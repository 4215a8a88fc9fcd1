import { exportMembers } from '../../flows/export-members.ts'
import { findDeskPerson } from '../../flows/find-desk-person.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { readForm } from '../form.ts'
import type { Problems } from '../problems.ts'
import { findSignedIn } from '../reader/who.ts'
import { paths } from '../routes.ts'
import { flowDeps } from './flow-deps.ts'
import { wayToProve } from './way-to-prove.ts'

/** The list of members as a file, for an owner who has just shown who they are. It is sent while it is read. */
export function memberFileHandlers(deps: Deps, problems: Problems): Record<'exportMembers', Handler> {
  const goTo = (location: string) => deps.replies.nothing(303, 'never', { location })
  return {
    exportMembers: async (c) => {
      if ((await readForm(c)) === null) return problems.send(c, 400)
      const session = await findSignedIn(deps, c)
      if (session === null) return goTo(paths.signIn(paths.deskMembers()))
      const person = await findDeskPerson({ db: deps.database.db, now: deps.now() }, session)
      if (person === null || person.role !== 'owner') return problems.notFound(c)
      if (person.door === 'second-proof') return goTo(paths.deskDoor(paths.deskMembers()))
      if (person.freshUntil === null) return goTo(wayToProve(person, paths.deskMembers()))
      const rows = await exportMembers(flowDeps({ deps, person }))
      return deps.replies.stream(asBytes(rows), 'never', {
        type: 'text/csv; charset=utf-8',
        headers: { 'content-disposition': 'attachment; filename="members.csv"' },
      })
    },
  }
}

/** Read on as fast as it is taken, so that no more than a page of the list waits here. */
function asBytes(rows: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await rows.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await rows.return(undefined)
    },
  })
}
