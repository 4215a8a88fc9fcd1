import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAssets, type Manifest, minified } from '../../scripts/assets.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tessera-assets-'))
let manifest: Partial<Manifest> = {}

beforeAll(async () => {
  manifest = await buildAssets({ outDir: folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(key: keyof Manifest): Buffer {
  return readFileSync(join(folder, (manifest[key] ?? '').replace('/assets/', '')))
}

test('the scripts are small enough to be no reason to wait', () => {
  expect(read('script').length).toBeLessThanOrEqual(6 * 1024)
  expect(read('passkeyScript').length).toBeLessThanOrEqual(3 * 1024)
})

test('the fonts are cut down to what the pages print', () => {
  expect(read('font').length).toBeLessThanOrEqual(110_000)
  expect(read('fontItalic').length).toBeLessThanOrEqual(25_000)
  expect(read('fontSans').length).toBeLessThanOrEqual(110_000)
  expect(read('fontSansItalic').length).toBeLessThanOrEqual(25_000)
})

test('every file the manifest names is there, and its name changes with its content', () => {
  expect(Object.keys(manifest).sort()).toEqual([
    ...['faceDevice', 'faceSans', 'faces', 'font', 'fontItalic', 'fontSans', 'fontSansItalic'],
    ...['icon', 'passkeyScript', 'script', 'stylesheet'],
  ])
  for (const path of Object.values(manifest)) expect(path).toMatch(/^\/assets\/[a-z-]+-[0-9a-f]{12}\.\w+$/)
})

test('the desk shows its face however late the font comes, since its scripts draw the page', () => {
  const faces = read('faces').toString()
  expect(faces).toContain('font-display:swap')
  expect(faces).not.toContain('font-display:optional')
})

test('every font the stylesheet asks for is there', () => {
  const urls = [
    ...read('stylesheet')
      .toString()
      .matchAll(/url\("\/assets\/([^"]+)"\)/g),
  ].map(([, name]) => name ?? '')
  expect(urls).toHaveLength(4)
  for (const [, name = ''] of read('faceSans')
    .toString()
    .matchAll(/url\("\/assets\/([^"]+)"\)/g))
    urls.push(name)
  expect(urls).toHaveLength(8)
  for (const name of urls) expect(statSync(join(folder, name)).size).toBeGreaterThan(1000)
})

test('the compressed copies are copies', () => {
  for (const key of ['stylesheet', 'script', 'passkeyScript', 'icon'] as const) {
    const file = join(folder, (manifest[key] ?? '').replace('/assets/', ''))
    expect(brotliDecompressSync(readFileSync(`${file}.br`))).toEqual(read(key))
    expect(gunzipSync(readFileSync(`${file}.gz`))).toEqual(read(key))
  }
})

test('the license of the fonts goes with them', () => {
  expect(readdirSync(folder)).toContain('font-license.txt')
})

test('a stylesheet is made smaller without changing what it says', () => {
  expect(minified('a,\nb > c {\n  /* why */\n  margin: calc(1px + 2px);\n  content: " ; } ";\n}\n')).toBe(
    'a,b > c{margin:calc(1px + 2px);content:" ; } "}',
  )
})
