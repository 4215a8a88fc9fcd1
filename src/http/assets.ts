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

/** The editors' app: its one page, and the scripts and styles that the page names. */
export type DeskFiles = { page: string; files: Map<string, Asset> }

/** Reads the folder that the build made. Throws when it isn't there: the pages would be bare. */
export function readAssets(folder: string): AssetFolder {
  const names = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  return { files: readFiles(folder), names }
}

/** Reads the desk that the build made. Throws when it isn't there. */
export function readDesk(folder: string): DeskFiles {
  return { page: readFileSync(join(folder, 'index.html'), 'utf8'), files: readFiles(join(folder, 'assets')) }
}

function readFiles(folder: string): Map<string, Asset> {
  const present = new Set(readdirSync(folder))
  const files = new Map<string, Asset>()
  for (const name of present) {
    const type = types[name.slice(name.lastIndexOf('.') + 1)]
    if (type) files.set(name, { type, bytes: readCodings(folder, name, present) })
  }
  return files
}

function readCodings(folder: string, name: string, present: ReadonlySet<string>): Asset['bytes'] {
  const read = (file: string) => (present.has(file) ? new Uint8Array(readFileSync(join(folder, file))) : null)
  return { identity: read(name), br: read(`${name}.br`), gzip: read(`${name}.gz`) }
}
