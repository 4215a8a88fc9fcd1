import { AboutPage } from '../../views/about-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'

/** The pages made of the magazine's own words, and what robots and monitors ask for. */
export function plainHandlers(deps: Deps): Record<'about' | 'robots' | 'health', Handler> {
  const shared = async (c: Ctx, key: string, render: () => string, type?: string) => {
    const page = await deps.generation().pages.load(key, render)
    return deps.replies.page(c, page, 'shared', type ? { type } : {})
  }

  return {
    about: (c) => shared(c, 'about', () => renderPage(<AboutPage frame={deps.generation().frame} />)),
    robots: (c) => shared(c, 'robots', () => robots(deps.origin), 'text/plain; charset=utf-8'),
    health: (c) => deps.replies.once(c, 'ok\n', 'never', { type: 'text/plain; charset=utf-8' }),
  }
}

// What depends on the reader is of no use to a search engine.
function robots(origin: string): string {
  return [
    'User-agent: *',
    `Disallow: ${paths.search()}`,
    `Disallow: ${paths.reading()}`,
    `Disallow: ${paths.account()}`,
    `Disallow: ${paths.signInLink('')}`,
    '',
    `Sitemap: ${origin}${paths.sitemap()}`,
    '',
  ].join('\n')
}
