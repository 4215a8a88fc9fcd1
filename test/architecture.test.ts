import { expect, test } from 'vitest'
import { assertionsOf, clockAndChance, importersOf } from './support/rules/calls.ts'
import { forbiddenImports, importCycles, waysTo, writesFromPages } from './support/rules/imports.ts'
import { code, except, one, product, rule, within } from './support/rules/rule.ts'
import {
  barrels,
  defaultExports,
  longFiles,
  longFunctions,
  longParameterLists,
  oddFileNames,
  sizes,
} from './support/rules/shape.ts'
import type { SourceFile } from './support/rules/source-file.ts'

rule('every import follows the table of zones', forbiddenImports, product, {
  broken: [
    one('src/domain/meter.ts', "import { readFileSync } from 'node:fs'"),
    one('src/domain/meter.ts', "import type { Db } from '../data/schema.ts'"),
    one('src/kit/cookie.ts', "import { sql } from 'kysely'"),
    one('src/data/migrations/0001-ledger.ts', "import { sql } from 'kysely'"),
    one('src/flows/read-pick.ts', "import { openEgress } from '../services/egress/open.ts'"),
    one('src/views/pick-page.tsx', "import { readPick } from '../flows/read-pick.ts'"),
    one('src/views/pick-page.tsx', "import { findLead } from '../data/leads.ts'"),
    one('src/views/pick-page.tsx', "import { replies } from '../http/reply.ts'"),
    one('src/flows/read-pick.ts', "export { app } from '../http/app.ts'"),
    one('src/data/picks.ts', "const { app } = await import('../http/app.ts')"),
    one('src/data/picks.ts', "type App = import('../http/app.ts').App"),
    one('src/http/app.ts', "import { start } from '../main.ts'"),
    one('src/jobs/daily.ts', "import { start } from '../main.ts'"),
    one('src/elsewhere/thing.ts', 'export const a = 1'),
    one('desk/api/ask.ts', "import { deskRoutes } from '../../src/http/desk-api/desk-routes.ts'"),
    one('desk/api/ask.ts', "import type { Deps } from '../../src/http/deps.ts'"),
    one('desk/api/ask.ts', "import { z } from 'zod'"),
    one('src/http/app.ts', "import { ask } from '../../desk/api/ask.ts'"),
  ],
  fine: [
    one(
      'src/views/pick-page.tsx',
      "import type { Shown } from '../flows/read-pick.ts'\nimport { paths } from '../http/routes.ts'",
    ),
    one('src/flows/read-pick.ts', "import { type Mail } from '../services/mail/mail.ts'\nimport { a } from './b.ts'"),
    one('src/cli/commands/start.ts', "import { start } from '../../main.ts'\nimport { parseArgs } from 'node:util'"),
    one(
      'desk/api/ask.ts',
      "import type { Me } from '../../src/http/desk-api/contract.ts'\nimport { isSlug } from '../../src/domain/slug.ts'",
    ),
  ],
})

rule('pages only read from the data, and never write', writesFromPages, product, {
  broken: [one('src/http/app.ts', "import { savePick } from '../data/picks.ts'")],
  fine: [one('src/http/app.ts', "import { listLeads } from '../data/leads.ts'\nimport type { Db } from '../data/schema.ts'")],
})

rule('no files import each other in a circle', importCycles, product, {
  broken: [
    [...one('src/kit/a.ts', "import { b } from './b.ts'"), ...one('src/kit/b.ts', "import type { A } from './a.ts'")],
    one('src/kit/a.ts', "import { a } from './a.ts'"),
  ],
  fine: [
    [
      ...one('src/kit/a.ts', "import { b } from './b.ts'\nimport { c } from './c.ts'"),
      ...one('src/kit/b.ts', "import { c } from './c.ts'"),
    ],
  ],
})

rule('no file exists only to pass on what others export', barrels, product, {
  broken: [
    one('src/kit/all.ts', "export { a } from './a.ts'\nexport { b } from './b.ts'"),
    one('src/kit/all.ts', "import { a } from './a.ts'\nexport { a }"),
    one('src/kit/all.ts', "export * from './a.ts'\nexport const b = 1"),
    one('src/kit/index.ts', 'export const a = 1'),
  ],
  fine: [one('src/kit/a.ts', "import { b } from './b.ts'\nexport const a = b"), one('src/kit/a.ts', 'export type A = 1')],
})

rule('everything exported has a name', defaultExports, product, {
  broken: [one('src/kit/a.ts', 'export default 1'), one('src/kit/a.ts', 'const a = 1\nexport { a as default }')],
  fine: [one('src/kit/a.ts', 'export const a = 1')],
})

rule('the domain knows neither the clock nor chance', clockAndChance, within(product, /^src\/domain\//), {
  broken: [
    one('src/domain/a.ts', 'const now = Date.now()'),
    one('src/domain/a.ts', 'const now = new Date()'),
    one('src/domain/a.ts', 'const local = new Date(2026, 1, 1)'),
    one('src/domain/a.ts', 'const id = crypto.randomUUID()'),
    one('src/domain/a.ts', 'const a = Math.random()'),
  ],
  fine: [one('src/domain/a.ts', 'const later = new Date(now.getTime() + 1)\nconst day = new Date(Date.UTC(2026, 1, 1))')],
})

rule(
  'leave to read a body is made in access.ts alone',
  (files) => assertionsOf('Permit', files),
  except(product, /^src\/domain\/access\.ts$/),
  {
    broken: [
      one('src/flows/a.ts', 'const permit = { pickId: 1 } as Permit'),
      one('src/flows/a.ts', 'const permit = given as unknown as Permit'),
    ],
    fine: [one('src/flows/a.ts', 'const permit: Permit = access.permit')],
  },
)

rule('leave to read every body is taken only by what runs for the magazine itself', deskPermits, product, {
  broken: [one('src/http/a.ts', "import { deskPermit } from '../domain/access.ts'")],
  fine: [one('src/flows/export-picks.ts', "import { deskPermit } from '../domain/access.ts'")],
})

rule('nothing that answers readers can reach the text that was captured of a source', waysToCaptures, product, {
  broken: [
    one('src/http/reader/a.ts', "import { findCapture } from '../../data/captures.ts'"),
    [
      ...one('src/edge/a.ts', "import { b } from '../flows/b.ts'"),
      ...one('src/flows/b.ts', "const { findCapture } = await import('../data/captures.ts')"),
    ],
  ],
  fine: [
    one('src/http/desk-api/a.ts', "import { findCapture } from '../../data/captures.ts'"),
    one('src/http/reader/a.ts', "import type { Capture } from '../../data/captures.ts'"),
  ],
})

rule('what the desk’s API asks and answers is loaded when somebody is at the desk, and not for readers', waysToSchemas, product, {
  broken: [
    [
      ...one('src/main.ts', "import { createApp } from './http/app.ts'"),
      ...one('src/http/app.ts', "import { deskRoutes } from './desk-api/desk-routes.ts'"),
      ...one('src/http/desk-api/desk-routes.ts', "import { picksShape } from './contract-picks.ts'"),
    ],
  ],
  fine: [
    [
      ...one('src/main.ts', "const { deskRoutes } = await import('./http/desk-api/desk-routes.ts')"),
      ...one('src/http/desk-api/desk-routes.ts', "import { picksShape } from './contract-picks.ts'"),
    ],
  ],
})

rule('the parser of strangers’ pages is loaded by its worker alone', waysToParser, product, {
  broken: [
    one('src/services/extract/extractor.ts', "import { readArticle } from './extract-worker.ts'"),
    [
      ...one('src/flows/a.ts', "import { readArticle } from '../services/extract/read-article.ts'"),
      ...one('src/services/extract/read-article.ts', "import { parseHTML } from 'linkedom/worker'"),
    ],
  ],
  fine: [one('src/services/extract/extract-worker.ts', "import { readArticle } from './read-article.ts'")],
})

rule('what decodes pictures is loaded by its own process alone', waysToDecoder, product, {
  broken: [
    one('src/services/pictures/picture-maker.ts', "import { makePicture } from './make-picture.ts'"),
    one('src/flows/a.ts', "const { default: sharp } = await import('sharp')"),
  ],
  fine: [one('src/services/pictures/picture-worker.ts', "const { makePicture } = await import('./make-picture.ts')")],
})

rule('every file name is kebab-case', oddFileNames, code, {
  broken: [one('src/kit/boundedMap.ts', ''), one('src/Kit/a.ts', ''), one('test/a_b.test.ts', '')],
  fine: [one('src/data/migrations/0001-ledger.ts', '')],
})

rule('no function takes more than four parameters', (files) => longParameterLists(files, 4), product, {
  broken: [one('src/kit/a.ts', 'const a = (b, c, d, e, f) => b')],
  fine: [one('src/kit/a.ts', 'const a = (b, c, d, e) => b')],
})

rule('no function is longer than 60 lines, no page component longer than 80', (files) => longFunctions(files, 60, 80), product, {
  broken: [
    one('src/kit/a.ts', `function a() {${'\n'.repeat(60)}}`),
    one('src/views/a.tsx', `function a() {${'\n'.repeat(60)}}`),
    one('src/views/a.tsx', `function Page() {${'\n'.repeat(80)}}`),
  ],
  fine: [
    one('src/views/a.tsx', `function Page() {${'\n'.repeat(79)}}`),
    one('src/kit/a.ts', `function a() {${'\n'.repeat(59)}}`),
  ],
})

test(`no file is longer than 300 lines (now ${sizes(code)})`, () => {
  expect(longFiles(one('src/kit/a.ts', 'a\n'.repeat(301)), 300)).toEqual(['src/kit/a.ts has 301 lines'])
  expect(longFiles(code, 300), sizes(code)).toEqual([])
})

function deskPermits(files: readonly SourceFile[]): string[] {
  const callers = /^src\/flows\/(export|import|publish|index)-[a-z-]+\.ts$/
  return importersOf('deskPermit', files).filter((path) => !callers.test(path))
}

function waysToCaptures(files: readonly SourceFile[]): string[] {
  return waysTo(files, { from: /^src\/(http\/(reader|webhooks)|views|edge)\//, to: /^src\/data\/captures\.ts$/ })
}

function waysToSchemas(files: readonly SourceFile[]): string[] {
  return waysTo(files, { from: /^src\/main\.ts$/, to: /^src\/http\/desk-api\/contract/, atStart: true })
}

function waysToParser(files: readonly SourceFile[]): string[] {
  const parser = /^(linkedom|@mozilla\/readability)(\/|$)|^src\/services\/extract\/extract-worker\.ts$/
  return waysTo(files, { from: /^(?!src\/services\/extract\/(?!extractor\.ts$))src\//, to: parser })
}

function waysToDecoder(files: readonly SourceFile[]): string[] {
  const decoder = /^(sharp|@img)(\/|$)|^src\/services\/pictures\/(make-picture|picture-worker)\.ts$/
  return waysTo(files, { from: /^(?!src\/services\/pictures\/(?!picture-maker\.ts$))src\//, to: decoder })
}
