import type { FC } from 'hono/jsx'

/** What a component gives. */
export type ViewNode = NonNullable<ReturnType<FC>>

/** A whole document as text. Views are plain functions of their data, so nothing in it can be waited for. */
export function renderPage(page: ViewNode): string {
  return `<!doctype html>${renderFragment(page)}`
}

/** A piece of a page as text, without a document around it. */
export function renderFragment(node: ViewNode): string {
  const text = node.toString()
  if (typeof text !== 'string') throw new TypeError('A view must not wait for anything')
  return text
}
