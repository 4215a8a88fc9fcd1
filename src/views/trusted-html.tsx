import { raw } from 'hono/html'

/**
 * Structured data in a script element: the only place that prints text the template engine hasn't escaped.
 * `<` leaves as its JSON escape, so no value can close the element or open another one.
 */
export function JsonLd({ data }: { data: Record<string, unknown> }) {
  return <script type="application/ld+json">{raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>
}
