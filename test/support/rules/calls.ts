import {
  found,
  importsOf,
  isNode,
  listOf,
  literalOf,
  type Node,
  nameOf,
  type Place,
  placesIn,
  type SourceFile,
  textOf,
} from './source-file.ts'

/** Reads of the environment. */
export function environmentReads(files: readonly SourceFile[]): string[] {
  return found(files, ({ node, parent }) => {
    if (node.type === 'MetaProperty') return isNode(parent) && nameOf(parent) === 'env'
    if (node.type === 'MemberExpression') return nameOf(node) === 'env' && nameOf(node.object) === 'process'
    return (
      node.type === 'VariableDeclarator' && nameOf(node.init) === 'process' && isNode(node.id) && node.id.type === 'ObjectPattern'
    )
  }).concat(importers(files, /^(node:)?process$/))
}

/** HTML that goes into a page as it is. */
export function rawHtml(files: readonly SourceFile[]): string[] {
  return found(files, ({ node }) => {
    if (node.type === 'CallExpression')
      return isNode(node.callee) && node.callee.type === 'Identifier' && nameOf(node.callee) === 'raw'
    if (node.type === 'ImportSpecifier') return nameOf(node.imported) === 'raw'
    return node.type === 'JSXAttribute' && nameOf(node.name) === 'dangerouslySetInnerHTML'
  })
}

/** HTML that goes into a living document as it is. */
export function htmlIntoDocument(files: readonly SourceFile[]): string[] {
  const sink = /^(innerHTML|outerHTML|insertAdjacentHTML|write|writeln|setHTMLUnsafe|createContextualFragment)$/
  const isDocument = (node: Node) => !/^write/.test(nameOf(node)) || nameOf(node.object) === 'document'
  return found(files, ({ node, parent, field }) => {
    if (node.type !== 'MemberExpression' || !sink.test(nameOf(node)) || !isDocument(node)) return false
    return field === 'callee' || (field === 'left' && parent?.type === 'AssignmentExpression')
  })
}

/**
 * Everything that can open a connection to somewhere else, or ask a name server, and what could get hold of such a thing by another way.
 * Listening for a connection, and telling addresses apart, is not that.
 */
export function outgoingRequests(files: readonly SourceFile[]): string[] {
  const callers = /^(fetch|WebSocket|EventSource|XMLHttpRequest)$/
  const loaders = /^(getBuiltinModule|createRequire|require)$/
  const isName = ({ parent, field }: Place) => field === 'property' || (field === 'key' && parent?.shorthand !== true)
  return found(files, (place, file) => {
    const { node } = place
    if (node.type === 'CallExpression' && loaders.test(nameOf(node.callee))) return true
    if (node.type === 'MemberExpression')
      return callers.test(nameOf(node)) && /^(globalThis|window|self)$/.test(nameOf(node.object))
    return node.type === 'Identifier' && callers.test(nameOf(node)) && !isName(place) && !isParameter(file, node)
  }).concat(
    importers(
      files,
      /^(node:)?(http|https|http2|net|tls|dgram|dns(\/promises)?|quic)$|^undici$/,
      /^(createServer|isIP|isIPv4|isIPv6|BlockList)$/,
    ),
  )
}

/** SQL put together from pieces: a template or a sum that is not the query builder's own `sql`, or `sql.raw` of a computed text. */
export function sqlFromPieces(files: readonly SourceFile[]): string[] {
  const statement =
    /\b(select\b[\s\S]*\bfrom|insert\s+(or\s+\w+\s+)?into|update\s+\S+\s+set|delete\s+from|(create|drop|alter)\s+(unique\s+|virtual\s+)?(table|index|view|trigger|database))\b/i
  return found(files, ({ node, parent }, file) => {
    const isTagged = parent?.type === 'TaggedTemplateExpression' && /^sql\b/.test(textOf(file, parent))
    if (node.type === 'TemplateLiteral')
      return !isTagged && listOf(node.expressions).length > 0 && statement.test(textOf(file, node))
    if (node.type === 'BinaryExpression')
      return node.operator === '+' && statement.test(literalOf(node.left) ?? literalOf(node.right) ?? '')
    if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'raw' || !isMemberOf(node.callee, 'sql')) return false
    return literalOf(listOf(node.arguments)[0]) === null
  })
}

/** Numbers anybody can foretell. */
export function weakRandomness(files: readonly SourceFile[]): string[] {
  return found(
    files,
    ({ node }) => node.type === 'MemberExpression' && nameOf(node) === 'random' && nameOf(node.object) === 'Math',
  )
}

/** The clock, this machine's time zone, and chance. */
export function clockAndChance(files: readonly SourceFile[]): string[] {
  const globals = /^(performance|crypto|Temporal|setTimeout|setInterval|queueMicrotask)$/
  return found(files, ({ node, parent, field }) => {
    if (node.type === 'NewExpression') return nameOf(node.callee) === 'Date' && listOf(node.arguments).length !== 1
    if (node.type === 'CallExpression' && nameOf(node.callee) === 'Date') return true
    if (node.type === 'MemberExpression') return nameOf(node) === 'now' && nameOf(node.object) === 'Date'
    return node.type === 'Identifier' && globals.test(nameOf(node)) && field === 'object' && parent?.type === 'MemberExpression'
  }).concat(weakRandomness(files))
}

/** Code that is made out of text. */
export function codeFromText(files: readonly SourceFile[]): string[] {
  return found(files, ({ node }) => {
    if (node.type === 'NewExpression' || node.type === 'CallExpression') return /^(eval|Function)$/.test(nameOf(node.callee))
    return node.type === 'ImportExpression' && literalOf(node.source) === null
  })
}

/** A type asserted instead of earned. */
export function assertionsOf(type: string, files: readonly SourceFile[]): string[] {
  return found(files, ({ node }) => {
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false
    const target = node.typeAnnotation
    return isNode(target) && target.type === 'TSTypeReference' && nameOf(target.typeName) === type
  })
}

/** Who imports a name, whatever for. */
export function importersOf(name: string, files: readonly SourceFile[]): string[] {
  return files.filter((file) => importsOf(file).some(({ names }) => names.includes(name))).map(({ path }) => path)
}

function importers(files: readonly SourceFile[], packages: RegExp, harmless = /^$/): string[] {
  const isHarmless = (names: string[]) => names.length > 0 && names.every((name) => harmless.test(name))
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target, names, typeOnly }) => !typeOnly && packages.test(target) && !isHarmless(names))
      .map(({ target }) => `${file.path} imports ${target}`),
  )
}

/** Whether a name is what a function around it was given under that name, and so not the global one. */
function isParameter(file: SourceFile, { start, end, name }: Node): boolean {
  return placesIn(file).some(({ node }) => {
    if (node.start > start || node.end < end) return false
    return listOf(node.params).some(
      (parameter) => isNode(parameter) && parameter.type === 'Identifier' && parameter.name === name,
    )
  })
}

function isMemberOf(callee: unknown, object: string): boolean {
  return isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee.object) === object
}
