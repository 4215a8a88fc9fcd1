import type { Lead } from '../domain/pick.ts'
import type { Cover } from '../domain/picture.ts'
import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { previewOf } from './pictures.tsx'
import { JsonLd } from './trusted-html.tsx'
import { webAddress } from './web-address.ts'

/** What a pick says about itself outside the page: the introduction, and never a word of the excerpt. */
export function describedBy(lead: Lead): string {
  return lead.introduction.join(' ')
}

/** A pick's metadata for search engines and link previews, made of the lead alone. */
export function PickMetadata({ frame, lead, isPrivate }: { frame: Frame; lead: Lead; isPrivate: boolean }) {
  return (
    <>
      {isPrivate ? <meta name="robots" content="noarchive" /> : null}
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={frame.magazine.name} />
      <meta property="og:title" content={lead.headline} />
      <meta property="og:description" content={describedBy(lead)} />
      <meta property="og:url" content={frame.origin + paths.pick(lead.slug)} />
      {lead.cover ? <PreviewPicture frame={frame} cover={lead.cover} /> : null}
      <meta property="article:published_time" content={lead.date} />
      <JsonLd data={structured(frame, lead)} />
    </>
  )
}

function PreviewPicture({ frame, cover }: { frame: Frame; cover: Cover }) {
  const { path, width, height } = previewOf(cover)
  return (
    <>
      <meta property="og:image" content={frame.origin + path} />
      <meta property="og:image:width" content={String(width)} />
      <meta property="og:image:height" content={String(height)} />
      {cover.alt ? <meta property="og:image:alt" content={cover.alt} /> : null}
    </>
  )
}

function structured(frame: Frame, lead: Lead): Record<string, unknown> {
  const url = frame.origin + paths.pick(lead.slug)
  const isOpen = lead.visibility === 'open'
  const sourceUrl = webAddress(lead.sourceUrl)
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: lead.headline,
    description: describedBy(lead),
    ...(lead.cover ? { image: frame.origin + previewOf(lead.cover).path } : {}),
    datePublished: lead.date,
    inLanguage: frame.words.language,
    url,
    mainEntityOfPage: url,
    publisher: { '@type': 'Organization', name: frame.magazine.name, url: `${frame.origin}${paths.front()}` },
    keywords: lead.topics.map((topic) => topic.name),
    citation: {
      '@type': 'Article',
      publisher: { '@type': 'Organization', name: lead.source.name },
      ...(lead.author === null ? {} : { author: { '@type': 'Person', name: lead.author } }),
      ...(sourceUrl === null ? {} : { url: sourceUrl }),
    },
    isAccessibleForFree: isOpen,
    ...(isOpen ? {} : { hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false, cssSelector: '.earned' } }),
  }
}
