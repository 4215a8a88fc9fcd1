const blocks = /<\/?(?:p|h[1-6]|li|ol|div|section|blockquote|article|hr|dl|dt|dd|tr|table|nav)\b[^>]*>/g
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** The content of the page's `main` element, as HTML. */
export function mainOf(page: string): string {
  return /<main\b[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? ''
}

/** A piece of HTML read as text, one line a block and no empty lines. */
export function linesOf(html: string): string[] {
  const text = html.replaceAll(blocks, '\n').replaceAll(/<[^>]*>/g, '')
  return decoded(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What the first element with this name holds, as HTML. */
export function elementOf(page: string, name: string): string {
  return new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? ''
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, number?: string, name?: string) =>
    number ? String.fromCodePoint(Number(number)) : (named[name ?? ''] ?? whole),
  )
}
