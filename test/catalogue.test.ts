import { expect, test } from 'vitest'
import { catalogue, groupSizes } from './support/catalogue.ts'
import {
  isNode,
  listOf,
  literalOf,
  type Node,
  nameOf,
  placesIn,
  readSources,
  type SourceFile,
  textOf,
} from './support/rules/source-file.ts'

const tests = readSources(['src', 'test'], /\.test\.tsx?$/)
const rowsInTitles = new Map(titlesIn(tests).flatMap(({ title, path }) => idsIn(title).map((id) => [id, path])))

test('every row of the security catalogue is accounted for, all 175 of them', () => {
  const expected = Object.entries(groupSizes).flatMap(([group, size]) =>
    Array.from({ length: size }, (_, at) => `${group}-${String(at + 1).padStart(2, '0')}`),
  )
  expect(expected).toHaveLength(175)
  expect(Object.keys(catalogue).toSorted()).toEqual(expected.toSorted())
})

test('what is called tested has a test that names it', () => {
  const missing = Object.keys(catalogue).filter((id) => catalogue[id] === 'tested' && !rowsInTitles.has(id))
  expect(missing).toEqual([])
})

test('what has a test is called tested, and nothing is named that the catalogue doesn’t have', () => {
  const surprising = [...rowsInTitles].filter(([id]) => catalogue[id] !== 'tested').map(([id, path]) => `${id} in ${path}`)
  expect(surprising).toEqual([])
})

test('what waits says what for, and what can’t be prevented says what is done about it', () => {
  for (const [id, row] of Object.entries(catalogue)) {
    const reason = row === 'tested' ? 'tested, and so no reason' : 'later' in row ? row.later : row.inherent
    expect(reason.split(' ').length, id).toBeGreaterThan(1)
  }
})

test('a row counts as tested only by the title of a test, not by a comment or a string beside it', () => {
  const text =
    "// [PW-01]\nconst a = 'x [PW-02]'\ntest('a [PW-03] [CA-02]', f)\ntest.each(b)('c $d [PW-04]', f)\nrule(\n  'e [HD-07]',\n)\ntest(`f [PW-05]`, h)\nexpect('[PW-06]')"
  const titles = titlesIn([{ path: 'test/a.test.ts', text }])
  expect(titles.flatMap(({ title }) => idsIn(title))).toEqual(['PW-03', 'CA-02', 'PW-04', 'HD-07', 'PW-05'])
})

function titlesIn(files: readonly SourceFile[]): { title: string; path: string }[] {
  return files.flatMap((file) =>
    placesIn(file).flatMap(({ node }) => {
      const [first] =
        node.type === 'CallExpression' && /^(test|it|describe|rule)$/.test(calledName(node)) ? listOf(node.arguments) : []
      if (!isNode(first)) return []
      const title = first.type === 'TemplateLiteral' ? textOf(file, first) : literalOf(first)
      return title === null ? [] : [{ title, path: file.path }]
    }),
  )
}

/** `test` of `test(…)`, of `test.each(…)(…)` and of `describe.each(…)(…)`; the inner call of the last two has no title. */
function calledName({ callee }: Node): string {
  let at = callee
  while (isNode(at) && at.type !== 'Identifier') at = at.type === 'CallExpression' ? at.callee : at.object
  return nameOf(at)
}

function idsIn(title: string): string[] {
  return [...title.matchAll(/\[([A-Z]{2}-\d{2})\]/g)].map(([, id = '']) => id)
}
