import { at, isNode, type Node, nameOf, type Place, placesIn, type SourceFile } from './source-file.ts'

/** Default exports, in any of their forms. */
export function defaultExports(files: readonly SourceFile[]): string[] {
  return where(
    files,
    ({ node }) =>
      node.type === 'ExportDefaultDeclaration' || (node.type === 'ExportSpecifier' && nameOf(node.exported) === 'default'),
  )
}

/** Files that only pass on what others export, and `export *` anywhere. */
export function barrels(files: readonly SourceFile[]): string[] {
  const only = files.filter((file) => {
    const body = bodyOf(file)
    return body.length > 0 && body.every((node) => node.type === 'ImportDeclaration' || isNode(node.source) || isReexport(node))
  })
  const stars = where(files, ({ node }) => node.type === 'ExportAllDeclaration')
  const indexes = files.filter(({ path }) => /\/index\.tsx?$/.test(path))
  return [...new Set([...only, ...indexes].map(({ path }) => path)), ...stars]
}

/** Files longer than the limit. */
export function longFiles(files: readonly SourceFile[], limit: number): string[] {
  return files.filter((file) => linesOf(file) > limit).map((file) => `${file.path} has ${linesOf(file)} lines`)
}

/** Functions longer than the limit, page components than theirs. */
export function longFunctions(files: readonly SourceFile[], limit: number, componentLimit: number): string[] {
  return files.flatMap((file) =>
    functionsIn(file)
      .filter(({ node }) => lengthOf(file, node) > (isComponent(file, node) ? componentLimit : limit))
      .map(({ node }) => `${at(file, node)} is a function of ${lengthOf(file, node)} lines`),
  )
}

/** Functions with more parameters than the limit. */
export function longParameterLists(files: readonly SourceFile[], limit: number): string[] {
  return files.flatMap((file) =>
    functionsIn(file)
      .filter(({ node }) => Array.isArray(node.params) && node.params.length > limit)
      .map(({ node }) => `${at(file, node)} takes more than ${limit} parameters`),
  )
}

/** Names that are not kebab-case. */
export function oddFileNames(files: readonly SourceFile[]): string[] {
  return files.map(({ path }) => path).filter((path) => !/^([a-z0-9-]+\/)*[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(path))
}

/** "median 40, 90th percentile 120, longest 260 lines", for a message. */
export function sizes(files: readonly SourceFile[]): string {
  const lengths = files.map(linesOf).sort((a, b) => a - b)
  const share = (part: number) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * part))] ?? 0
  return `median ${share(0.5)}, 90th percentile ${share(0.9)}, longest ${share(1)} lines`
}

function where(files: readonly SourceFile[], matches: (place: Place) => boolean): string[] {
  return files.flatMap((file) =>
    placesIn(file)
      .filter(matches)
      .map(({ node }) => at(file, node)),
  )
}

function functionsIn(file: SourceFile): Place[] {
  return placesIn(file).filter(({ node }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
}

function isComponent(file: SourceFile, node: Node): boolean {
  return file.path.endsWith('.tsx') && /^[A-Z]/.test(nameOf(node.id))
}

function isReexport(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' && !isNode(node.declaration)
}

function bodyOf(file: SourceFile): Node[] {
  const [program] = placesIn(file)
  const body = program?.node.body
  return Array.isArray(body) ? body.filter(isNode) : []
}

function linesOf({ text }: SourceFile): number {
  return text.trimEnd().split('\n').length
}

function lengthOf(file: SourceFile, node: Node): number {
  return file.text.slice(node.start, node.end).split('\n').length
}
