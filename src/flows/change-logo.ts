import { findLogo, findPicture, saveLogo } from '../data/pictures.ts'
import type { Db } from '../data/schema.ts'
import { changeMagazine } from './change-magazine.ts'
import { type AuditDeps, writeAudit } from './write-audit.ts'

/** The names of the pictures: on paper, and in the dark where that one wouldn’t be seen. */
export type LogoNames = { light: string | null; dark: string | null }

export type LogoChanged = { kind: 'changed' | 'unchanged' | 'missing' | 'dark-alone' }

/** Makes these pictures the magazine’s logo; it goes by its name alone when there is none. */
export function changeLogo(deps: AuditDeps & { db: Db }, { light, dark }: LogoNames): Promise<LogoChanged> {
  return changeMagazine<LogoChanged>(deps.db, async (trx) => {
    if (light === null && dark !== null) return { changed: false, result: { kind: 'dark-alone' } }
    const before = await findLogo(trx)
    if ((before?.light.name ?? null) === light && (before?.dark?.name ?? null) === dark)
      return { changed: false, result: { kind: 'unchanged' } }
    for (const name of [light, dark])
      if (name !== null && (await findPicture(trx, name, 'logo')) === null) return { changed: false, result: { kind: 'missing' } }
    await saveLogo(trx, { light, dark })
    await writeAudit(trx, deps, { what: 'changeLogo', subject: 'logo', detail: { light, dark } })
    return { changed: true, result: { kind: 'changed' } }
  })
}
