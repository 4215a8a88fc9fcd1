import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Encoding } from './encoding.ts'

/** A static file with its finished bytes; kept in memory, since there are only a handful. */
export type Asset = { type: string; bytes: Record<Encoding, Uint8Array<ArrayBuffer> | null> }

/** The built files of `public/`, by name, and the paths of those that pages refer to. */
export type AssetFolder = { files: Map<string, Asset>; names: Record<string, string> }

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The editors' app: its one page, and the scripts and styles that the page names. They are many, and read when they are first asked for. */
export type DeskFiles = { page: string; file: (name: string) => Asset | null }

/** Reads the folder that the build made. Throws when it isn't there: the pages would be bare. */
export function readAssets(folder: string): AssetFolder {
  const names = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  return { files: readFiles(folder), names }
}

/** Opens the desk that the build made. Throws when it isn't there. */
export function openDesk(folder: string): DeskFiles {
  const assets = join(folder, 'assets')
  const present = new Set(readdirSync(assets))
  const read = new Map<string, Asset | null>()
  const file = (name: string) => {
    if (!read.has(name) && present.has(name)) read.set(name, readFile(assets, name, present))
    return read.get(name) ?? null
  }
  return { page: readFileSync(join(folder, 'index.html'), 'utf8'), file }
}

function readFiles(folder: string): Map<string, Asset> {
  const present = new Set(readdirSync(folder))
  const files = [...present].map((name) => [name, readFile(folder, name, present)] as const)
  return new Map(files.flatMap(([name, asset]) => (asset ? [[name, asset]] : [])))
}

/** Null for what is no file of its own: a file compressed, or the list of names. */
function readFile(folder: string, name: string, present: ReadonlySet<string>): Asset | null {
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  return type ? { type, bytes: readCodings(folder, name, present) } : null
}

function readCodings(folder: string, name: string, present: ReadonlySet<string>): Asset['bytes'] {
  const read = (file: string) => (present.has(file) ? new Uint8Array(readFileSync(join(folder, file))) : null)
  return { identity: read(name), br: read(`${name}.br`), gzip: read(`${name}.gz`) }
}
