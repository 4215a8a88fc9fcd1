const block =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CENTER|DD|DETAILS|DIV|DL|DT|FIELDSET|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HGROUP|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|TFOOT|THEAD|TR|UL)$/
const notRead =
  /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE|IFRAME|OBJECT|EMBED|SVG|MATH|CANVAS|AUDIO|VIDEO|BUTTON|SELECT|TEXTAREA|FIGCAPTION|HEAD|TITLE)$/

/**
 * The text below a node, a paragraph for every block of it, headings and list items among them; two line breaks in a row part as well.
 * What isn't text to be read is left out, captions of pictures too. No recursion, since a page may nest as deep as it likes.
 */
export function listParagraphs(root: Node): string[] {
  const paragraphs: string[] = []
  let text = ''
  const end = () => {
    if (text.trim() !== '') for (const part of text.split(/\n\s*\n/)) paragraphs.push(part)
    text = ''
  }
  /** Whether there is something below the node to go on with. */
  const enter = (node: Node): boolean => {
    if (node.nodeType === 3) text += (node.nodeValue ?? '').replace(/\s+/g, ' ')
    const name = node.nodeName.toUpperCase()
    if (name === 'BR') text += '\n'
    if (name === 'TD' || name === 'TH') text += ' '
    if (block.test(name)) end()
    return node.nodeType === 1 && !notRead.test(name)
  }
  const leave = (node: Node) => {
    if (block.test(node.nodeName.toUpperCase())) end()
  }
  let node: Node | null = root.firstChild
  while (node !== null) {
    const below: Node | null = enter(node) ? node.firstChild : null
    if (below !== null) {
      node = below
      continue
    }
    let next: Node | null = node
    while (next !== null && next !== root && next.nextSibling === null) {
      leave(next)
      next = next.parentNode
    }
    if (next === null || next === root) break
    leave(next)
    node = next.nextSibling
  }
  end()
  return paragraphs
}
