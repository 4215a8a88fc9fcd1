import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceBuild } from '../../scripts/replace-build.mjs'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tessera-build-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const now = Date.parse('2026-11-23T12:00:00Z')
const day = 24 * 60 * 60 * 1000

function build(name: string, files: Record<string, string>, at: number): string {
  const folder = join(place, name)
  for (const part of ['chunks', 'desk/assets']) mkdirSync(join(folder, part), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(folder, path), text)
    utimesSync(join(folder, path), at / 1000, at / 1000)
  }
  return folder
}
const read = (path: string) => readFileSync(join(place, 'dist', path), 'utf8')
const has = (path: string) => existsSync(join(place, 'dist', path))

test('a site that runs on finds what it loads later, after the program was built anew under it, twice', () => {
  const first = {
    'cli.js': '1',
    'chunks/desk-a1.js': 'first',
    'chunks/desk-a1.js.map': '{}',
    'desk/assets/page-a1.js.br': 'first',
  }
  const dist = build('dist', first, now - 2 * day)
  replaceBuild(dist, build('fresh', { 'cli.js': '2', 'chunks/desk-b2.js': 'second' }, now - day), now)
  replaceBuild(dist, build('fresh', { 'cli.js': '3', 'chunks/desk-b2.js': 'second', 'chunks/desk-c3.js': 'third' }, now), now)
  expect(read('cli.js')).toBe('3')
  expect(['a1', 'b2', 'c3'].map((hash) => read(`chunks/desk-${hash}.js`))).toEqual(['first', 'second', 'third'])
  expect(read('desk/assets/page-a1.js.br')).toBe('first')
  expect(has('chunks/desk-a1.js.map')).toBe(false)
  expect(existsSync(join(place, 'fresh-old'))).toBe(false)
})

test('what is older than thirty days is let go, and a first build has nothing to keep', () => {
  const dist = join(place, 'dist')
  replaceBuild(dist, build('fresh', { 'chunks/desk-a1.js': 'first' }, now - 31 * day), now - 31 * day)
  expect(read('chunks/desk-a1.js')).toBe('first')
  replaceBuild(dist, build('fresh', { 'chunks/desk-b2.js': 'second' }, now), now)
  expect([has('chunks/desk-a1.js'), has('chunks/desk-b2.js')]).toEqual([false, true])
})
