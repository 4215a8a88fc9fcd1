import { findDeskPick } from '../../data/drafts.ts'
import { findLogo } from '../../data/pictures.ts'
import type { PictureKind } from '../../domain/picture.ts'
import { explainPicture } from '../../domain/picture-sentences.ts'
import { mayWrite } from '../../domain/role.ts'
import { changeLogo } from '../../flows/change-logo.ts'
import { stateOf } from '../../flows/desk-deps.ts'
import { keepPicture } from '../../flows/keep-picture.ts'
import type { Picture } from './contract-pictures.ts'
import type { DeskAnswers, DeskRequest } from './desk-route.ts'
import { flowDeps } from './flow-deps.ts'
import { type Outcome, refuse, unusable } from './refusal.ts'

/** Pictures at the desk. Who may write in a pick may put a cover there; the logo is the owner's. */
export const pictureAnswers: DeskAnswers<'uploadCover' | 'uploadLogo' | 'changeLogo'> = {
  uploadCover: async (request) => {
    const pick = await findDeskPick(request.deps.database.db, request.id)
    if (pick === null) return refuse('missing')
    if (!mayWrite(request.person, { createdBy: pick.createdBy, state: stateOf(pick) })) return refuse('not-yours')
    return keep(request, request.asked, 'cover')
  },
  uploadLogo: (request) => keep(request, request.asked, 'logo'),
  changeLogo: async (request) => {
    const { deps, asked } = request
    const { kind } = await changeLogo(flowDeps(request), asked)
    await deps.refresh()
    switch (kind) {
      case 'missing':
        return unusable('light', 'The picture isn’t here any more. Choose it again.')
      case 'dark-alone':
        return unusable('dark', 'A logo for the dark goes with one for paper.')
      case 'changed':
      case 'unchanged':
        return { answer: { logo: await findLogo(deps.database.db) } }
    }
  },
}

type Asking = Pick<DeskRequest<'uploadCover'>, 'deps' | 'person'>

async function keep({ deps, person }: Asking, file: File, kind: PictureKind): Promise<Outcome<Picture>> {
  const { database, now, secrets, pictures, log } = deps
  const kept = await keepPicture(
    {
      db: database.db,
      now: now(),
      maker: pictures,
      newName: secrets.newToken,
      note: (failure) => log('no picture was made', failure),
    },
    { bytes: new Uint8Array(await file.arrayBuffer()), kind, by: person.id },
  )
  return kept.kind === 'kept' ? { answer: kept.picture } : unusable('file', explainPicture(kept.problem, kind))
}
