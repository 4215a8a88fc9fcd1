import { posix } from 'node:path'
import { type Import, importsOf, type SourceFile } from './source-file.ts'

/** What a zone may import: other zones, zones or folders of which it may name types only, and packages. */
type Zone = { zones: string[]; types?: string[]; packages: RegExp }

const inside = ['domain', 'kit', 'data', 'flows']

const zones: Record<string, Zone> = {
  domain: { zones: [], packages: /^$/ },
  kit: { zones: [], packages: /^$/ },
  'data/migrations': { zones: [], packages: /^$/ },
  data: { zones: ['domain', 'kit', 'data/migrations'], packages: /^(kysely|pg|node:(fs|os|path|sqlite))$/ },
  services: { zones: ['domain', 'kit'], packages: /./ },
  flows: { zones: ['domain', 'kit', 'data'], types: ['services'], packages: /^$/ },
  views: { zones: ['domain', 'http/routes.ts'], types: ['flows'], packages: /^hono\/(jsx|html)(\/|$)/ },
  'http/routes.ts': { zones: ['domain'], types: ['http'], packages: /^$/ },
  http: {
    zones: ['domain', 'kit', 'flows', 'views', 'data', 'http/routes.ts', 'http/desk-api/desk-addresses.ts'],
    types: ['services'],
    packages: /^(hono(\/.+)?|@hono\/node-server|zod|node:(crypto|fs|http|net|path|util|zlib))$/,
  },
  edge: { zones: ['domain', 'kit'], packages: /^$/ },
  jobs: { zones: ['domain', 'kit', 'flows', 'data'], types: ['services'], packages: /^node:/ },
  cli: { zones: ['domain', 'kit', 'flows', 'data', 'config.ts', 'main.ts', 'package.json'], packages: /^node:/ },
  'config.ts': { zones: ['domain', 'kit'], packages: /^zod$/ },
  'http/desk-api/desk-addresses.ts': { zones: [], types: ['http'], packages: /^$/ },
  desk: {
    zones: ['domain', 'http/desk-api/desk-addresses.ts'],
    types: ['http/desk-api'],
    packages: /^(react|react-dom|@mantine|@tanstack)(\/|$)/,
  },
  build: { zones: [...inside, 'data/migrations', 'services', 'views', 'http', 'http/routes.ts'], packages: /./ },
  'main.ts': {
    zones: [...inside, 'build', 'config.ts', 'data/migrations', 'services', 'views', 'http', 'http/routes.ts', 'jobs'],
    packages: /./,
  },
}

/** Imports that the table of zones does not allow. */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const zone = zoneOf(file.path)
    const rule = zones[zone]
    if (!rule) return [`${file.path} is in no zone`]
    return importsOf(file).flatMap((one) =>
      isAllowed(file, zone, rule, one) ? [] : [`${file.path} may not import ${one.target}`],
    )
  })
}

/** Of `data/` the pages' own code calls plain reads only, which their names tell. */
export function writesFromPages(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => zoneOf(file.path) === 'http')
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ target, typeOnly }) => !typeOnly && target.startsWith('.') && zoneOf(resolved(file, target)).startsWith('data'),
        )
        .flatMap(({ names }) => names.filter((name) => !/^(find|load|list|count|search)[A-Z]/.test(name)))
        .map((name) => `${file.path} calls ${name} of data/, which is not named like a read`),
    )
}

/** Files that import each other in a circle, types included. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const targets = new Map(files.map((file) => [file.path, importsOf(file).map(({ target }) => resolved(file, target))]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '))
    if (trail.includes(path) || done.has(path)) return
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return cycles
}

/**
 * Ways from files matching `from`, over what they load, to a file or package matching `to`. What is only named as a type isn't loaded.
 * With `atStart` only what is loaded with the files counts, and not what comes later.
 */
export function waysTo(
  files: readonly SourceFile[],
  { from, to, atStart = false }: { from: RegExp; to: RegExp; atStart?: boolean },
): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const seen = new Set<string>()
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.length > 0 && to.test(path)) return [[...trail, path].join(' -> ')]
    const file = byPath.get(path)
    if (!file || seen.has(path)) return []
    seen.add(path)
    const loaded = importsOf(file).filter(({ typeOnly, isLater }) => !typeOnly && !(atStart && isLater))
    return loaded.flatMap(({ target }) => visit(resolved(file, target), [...trail, path]))
  }
  return files.filter(({ path }) => from.test(path)).flatMap(({ path }) => visit(path, []))
}

/** Which of the table's zones a file belongs to: the longest that fits. Outside src/ there are the desk and package.json. */
function zoneOf(path: string): string {
  if (path.startsWith('desk/')) return 'desk'
  const fits = (zone: string) => path === `src/${zone}` || path.startsWith(`src/${zone}/`)
  const [longest] = Object.keys(zones)
    .filter(fits)
    .sort((a, b) => b.length - a.length)
  return longest ?? (path === 'package.json' ? path : 'none')
}

function isAllowed(file: SourceFile, zone: string, rule: Zone, { target, typeOnly }: Import): boolean {
  if (!target.startsWith('.')) return rule.packages.test(target)
  const path = resolved(file, target)
  const other = zoneOf(path)
  const isNamed = (named: string) => other === named || path.startsWith(`src/${named}/`)
  return other === zone || rule.zones.includes(other) || (typeOnly && rule.types?.some(isNamed) === true)
}

function resolved(file: SourceFile, target: string): string {
  return target.startsWith('.') ? posix.join(posix.dirname(file.path), target) : target
}
