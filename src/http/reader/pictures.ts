import { findPictureFile } from '../../data/pictures.ts'
import type { Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import type { Problems } from '../problems.ts'

const types = new Map([
  ['webp', 'image/webp'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
])

// Every byte was written by us, and still: taken for a page it could do nothing, and opened by itself it is saved.
const sandbox = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'content-disposition': 'attachment',
}

/** Pictures by the names of their files, which can't be guessed and never mean another one. */
export function pictureHandlers(deps: Deps, problems: Problems): Record<'picture', Handler> {
  return {
    picture: async (c) => {
      const file = c.req.param('file') ?? ''
      const bytes = await findPictureFile(deps.database.db, file)
      return bytes === null ? problems.notFound(c) : sendPicture(deps, { file, bytes }, 'forever')
    },
  }
}

/** Sends a file of a picture. */
export function sendPicture(
  { replies }: Deps,
  { file, bytes }: { file: string; bytes: Uint8Array<ArrayBuffer> },
  cache: 'forever' | 'shared',
): Response {
  const type = types.get(file.slice(file.lastIndexOf('.') + 1)) ?? 'application/octet-stream'
  return replies.bytes(bytes, cache, { type, headers: sandbox })
}
