import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printCsvRow, readCsv } from './csv.ts'

const odd = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ',', 'a', 'é', ' ') })
const rows = fc.array(fc.array(odd, { minLength: 2, maxLength: 4 }), { maxLength: 6 })

test('whatever is written is read again to the letter [DK-08]', () => {
  fc.assert(
    fc.property(rows, (table) => {
      const read = readCsv(table.map(printCsvRow).join(''))
      expect(read.ok && read.rows.map(({ cells }) => cells)).toEqual(table)
    }),
  )
})

test('no cell begins as a formula does, however it is quoted [DK-08]', () => {
  const cells = [
    '=HYPERLINK("https://evil.example")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=1+1@evil.com',
    "'=1",
    'a=b',
    '\u0000=1',
  ]
  expect(cells.map((cell) => printCsvRow([cell]).trimEnd())).toEqual([
    '"\'=HYPERLINK(""https://evil.example"")"',
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\t=1",
    '"\'\r=1"',
    "'=1+1@evil.com",
    "''=1",
    'a=b',
    "'=1",
  ])
  fc.assert(
    fc.property(odd, (cell) => {
      expect(printCsvRow([cell])).not.toMatch(/^"?[=+\-@\t]|^"\r/)
    }),
  )
})

test('a broken table is refused with the line on which it breaks', () => {
  expect(readCsv('a,b\r\n"c\nd",e\r\n"f')).toMatchObject({ ok: false, line: 4, reason: expect.stringContaining('never closed') })
  expect(readCsv('a\nb"c\n')).toMatchObject({ ok: false, line: 2 })
  expect(readCsv('a\n"b"c\n')).toMatchObject({ ok: false, line: 2 })
})

test('a byte order mark, empty lines and any end of line are read over', () => {
  expect(readCsv('\uFEFFa,b\n\r\nc,\r\n')).toEqual({
    ok: true,
    rows: [
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['c', ''] },
    ],
  })
})
