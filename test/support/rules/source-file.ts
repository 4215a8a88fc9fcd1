import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

/** One file as the rules see it; `path` is from the root of the project, with forward slashes. */
export type SourceFile = { path: string; text: string }

/** A node of the syntax tree, in ESTree's shape. */
export type Node = { type: string; start: number; end: number; [field: string]: unknown }

/** Where a node hangs: `field` is the name under which its parent holds it. */
export type Place = { node: Node; parent: Node | null; field: string }

/** `isLater`: loaded when the program comes to it, and not with the file. */
export type Import = { target: string; names: string[]; typeOnly: boolean; isLater: boolean }

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** Every file below the given folders; folders that do not exist hold none. */
export function readSources(folders: readonly string[], ending: RegExp): SourceFile[] {
  return folders.flatMap((folder) => namesUnder(folder).filter((path) => ending.test(path))).map(readSource)
}

/** The syntax tree as a flat list, parents before children. */
export function placesIn(file: SourceFile): readonly Place[] {
  const known = walked.get(file)
  if (known) return known
  const places: Place[] = []
  collect(parseAst(file.text, { lang: languageOf(file.path) }, file.path), null, 'program', places)
  walked.set(file, places)
  return places
}

/** What a file takes from elsewhere: imports, re-exports, `import()` and the types' `import('…')`. */
export function importsOf(file: SourceFile): Import[] {
  return placesIn(file).flatMap(({ node }) => {
    const source = node.source
    if (!isNode(source)) return []
    if (!/^(Import|Export|TSImport)/.test(node.type)) return []
    const all = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : []
    const used = all.filter((one) => one.importKind !== 'type' && one.exportKind !== 'type')
    const typeOnly = isTypes(node) || (all.length > 0 && used.length === 0)
    const names = used.map((one) => nameOf(one.imported ?? one.local))
    return [{ target: literalOf(source) ?? '(computed)', names, typeOnly, isLater: node.type === 'ImportExpression' }]
  })
}

/** Every place that matches, as `file:line` and its beginning. */
export function found(files: readonly SourceFile[], matches: (place: Place, file: SourceFile) => boolean): string[] {
  return files.flatMap((file) =>
    placesIn(file)
      .filter((place) => matches(place, file))
      .map(({ node }) => `${at(file, node)} ${textOf(file, node).slice(0, 80)}`),
  )
}

/** `file:line` of a place, for a message. */
export function at(file: SourceFile, node: Node): string {
  return `${file.path}:${file.text.slice(0, node.start).split('\n').length}`
}

/** The words of a node as they stand in the file. */
export function textOf(file: SourceFile, node: Node): string {
  return file.text.slice(node.start, node.end)
}

/** The name of an identifier or of what a member expression takes (`a.b` and `a['b']` give `b`); otherwise nothing. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return ''
  if (value.type === 'MemberExpression') return value.computed ? (literalOf(value.property) ?? '') : nameOf(value.property)
  if (value.type === 'Identifier' || value.type === 'JSXIdentifier') return String(value.name)
  return value.type === 'Literal' ? (literalOf(value) ?? '') : ''
}

/** The text of a string literal, or null for anything else. */
export function literalOf(value: unknown): string | null {
  return isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null
}

/** The list, or an empty one for anything else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

function isTypes(node: Node): boolean {
  return node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type'
}

function namesUnder(folder: string): string[] {
  try {
    const entries = readdirSync(`${projectRoot}${folder}`, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    return files.map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/').slice(projectRoot.length))
  } catch {
    return []
  }
}

function readSource(path: string): SourceFile {
  return { path, text: readFileSync(`${projectRoot}${path}`, 'utf8') }
}

const walked = new WeakMap<SourceFile, readonly Place[]>()

function collect(value: unknown, parent: Node | null, field: string, places: Place[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, parent, field, places)
  if (!isNode(value)) return
  places.push({ node: value, parent, field })
  for (const [name, child] of Object.entries(value)) if (typeof child === 'object') collect(child, value, name, places)
}

function languageOf(path: string): 'js' | 'ts' | 'tsx' {
  if (path.endsWith('.tsx')) return 'tsx'
  return path.endsWith('.ts') ? 'ts' : 'js'
}
