import { findPictureFile } from '../../data/pictures.ts'
import { listPagesForRobots } from '../../data/sitemap.ts'
import { iconFile } from '../../domain/picture.ts'
import { accentIcon, accentStylesheet } from '../../views/accent.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { chooseEncoding } from '../encoding.ts'
import type { Problems } from '../problems.ts'
import { paths } from '../routes.ts'
import { sendPicture } from './pictures.ts'

const mostInSitemap = 45_000

/** What is made of the magazine's colour, by ending; the files are named after the colour. */
const accentFiles = {
  css: { make: accentStylesheet, type: 'text/css; charset=utf-8' },
  svg: { make: accentIcon, type: 'image/svg+xml' },
}
type AccentFile = keyof typeof accentFiles

/** Static files, the magazine's colour as a stylesheet, and the list of pages for search engines. */
export function fileHandlers(deps: Deps, problems: Problems): Record<'asset' | 'sitemap' | 'favicon', Handler> {
  const send = (c: Ctx, name: string, cache: 'forever' | 'shared') => {
    const asset = deps.assets.files.get(name)
    const encoding = chooseEncoding(c.req.header('accept-encoding'))
    const packed = encoding === 'identity' ? null : asset?.bytes[encoding]
    if (asset && packed) return deps.replies.bytes(packed, cache, { type: asset.type, headers: { 'content-encoding': encoding } })
    if (asset?.bytes.identity) return deps.replies.bytes(asset.bytes.identity, cache, { type: asset.type })
    return null
  }
  const accented = async (c: Ctx, name: string, { make, type }: (typeof accentFiles)[AccentFile]) => {
    const { pages, magazine } = deps.generation()
    const page = await pages.load(name, () => make(magazine.accent))
    return deps.replies.page(c, page, 'forever', { type })
  }
  return {
    asset: (c) => {
      const name = c.req.param('file') ?? ''
      const [stem, ending] = name.split('.')
      // Only the present colour has files: any other would let strangers fill the cache.
      const isPresent = `#${stem?.slice('accent-'.length)}` === deps.generation().magazine.accent
      if (isPresent && (ending === 'css' || ending === 'svg')) return accented(c, name, accentFiles[ending])
      return send(c, name, 'forever') ?? problems.notFound(c)
    },
    favicon: async (c) =>
      (await logoIcon(deps)) ??
      send(c, deps.assets.names.icon?.slice(paths.asset('').length) ?? '', 'shared') ??
      problems.notFound(c),
    sitemap: async (c) => {
      const page = await deps.generation().pages.load('sitemap', () => sitemap(deps))
      return deps.replies.page(c, page, 'shared', { type: 'application/xml; charset=utf-8' })
    },
  }
}

/** The logo, where it is square enough to be told in a tab. */
async function logoIcon(deps: Deps): Promise<Response | null> {
  const file = iconFile(deps.generation().frame.logo ?? null)
  const bytes = file && (await findPictureFile(deps.database.db, file))
  return file && bytes ? sendPicture(deps, { file, bytes }, 'shared') : null
}

async function sitemap({ database, origin, now }: Deps): Promise<string> {
  const { picks, topics, sources } = await listPagesForRobots(database.db, { now: now(), limit: mostInSitemap })
  const pages = [
    paths.front(),
    paths.about(),
    paths.topics(),
    ...topics.map(paths.topic),
    ...sources.map(paths.source),
    ...picks.map(paths.pick),
  ]
  const urls = pages.map((path) => `<url><loc>${origin}${path}</loc></url>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}
