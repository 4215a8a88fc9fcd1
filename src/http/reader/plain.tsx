import { AboutPage } from '../../views/about-page.tsx'
import { JoinPage } from '../../views/join-page.tsx'
import { renderPage } from '../../views/render.ts'
import type { Ctx, Handler } from '../context.ts'
import type { Deps } from '../deps.ts'
import { paths } from '../routes.ts'

/** The pages made of the magazine's own words, and what robots and monitors ask for. */
export function plainHandlers(deps: Deps): Record<'about' | 'signUp' | 'signIn' | 'subscribe' | 'robots' | 'health', Handler> {
  const shared = async (c: Ctx, key: string, render: () => string, type?: string) => {
    const page = await deps.generation().pages.load(key, render)
    return deps.replies.page(c, page, 'shared', type ? { type } : {})
  }
  const join = (c: Ctx, purpose: 'sign-up' | 'subscribe') =>
    shared(c, `join ${purpose}`, () => renderPage(<JoinPage frame={deps.generation().frame} purpose={purpose} />))

  return {
    about: (c) => shared(c, 'about', () => renderPage(<AboutPage frame={deps.generation().frame} />)),
    signUp: (c) => join(c, 'sign-up'),
    signIn: (c) => join(c, 'sign-up'),
    subscribe: (c) => join(c, 'subscribe'),
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
    '',
    `Sitemap: ${origin}${paths.sitemap()}`,
    '',
  ].join('\n')
}
