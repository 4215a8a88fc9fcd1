/** A row of a table, with the line of the file it begins on. */
export type CsvRow = { line: number; cells: string[] }

/** What a file holds, or what is wrong with it and on which line. */
export type CsvRead = { ok: true; rows: CsvRow[] } | { ok: false; line: number; reason: string }

// What a spreadsheet takes for the beginning of a formula (OWASP ASVS 1.2.10); behind apostrophes too, so that reading takes away just what was put there.
const formula = /^'*[=+\-@\t\r]/

/**
 * One row as RFC 4180 writes it. A cell that a spreadsheet would run as a formula begins with an apostrophe, which `readCsv` takes away
 * again; NUL is left out.
 */
export function printCsvRow(cells: readonly string[]): string {
  return `${cells.map(printCell).join(',')}\r\n`
}

/** Reads a table with commas between its cells. Strict: a quotation mark stands at a cell's beginning and end, and twice inside. */
export function readCsv(text: string): CsvRead {
  const rows: CsvRow[] = []
  const scan = { text: text.replace(/^\uFEFF/, ''), at: 0, line: 1 }
  while (scan.at < scan.text.length) {
    const row: CsvRow = { line: scan.line, cells: [] }
    for (;;) {
      const cell = readCell(scan)
      if (!cell.ok) return cell
      row.cells.push(cell.value)
      if (scan.text[scan.at] !== ',') break
      scan.at += 1
    }
    skipLineEnd(scan)
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row)
  }
  return { ok: true, rows }
}

type Scan = { text: string; at: number; line: number }
type Cell = { ok: true; value: string } | { ok: false; line: number; reason: string }

function readCell(scan: Scan): Cell {
  if (scan.text[scan.at] === '"') return readQuoted(scan)
  const rest = /^[^,\r\n]*/.exec(scan.text.slice(scan.at, scan.at + 100_000))?.[0] ?? ''
  if (rest.includes('"'))
    return { ok: false, line: scan.line, reason: 'A quotation mark stands inside a cell that doesn’t begin with one.' }
  scan.at += rest.length
  return { ok: true, value: withoutMark(rest) }
}

function readQuoted(scan: Scan): Cell {
  const began = scan.line
  let value = ''
  for (scan.at += 1; ; ) {
    const end = scan.text.indexOf('"', scan.at)
    if (end < 0) return { ok: false, line: began, reason: 'The quotation mark that opens here is never closed.' }
    const part = scan.text.slice(scan.at, end)
    scan.line += part.split('\n').length - 1
    value += part
    scan.at = end + 1
    if (scan.text[scan.at] !== '"') break
    value += '"'
    scan.at += 1
  }
  const next = scan.text[scan.at]
  if (next !== undefined && !/[,\r\n]/.test(next))
    return { ok: false, line: scan.line, reason: 'Something stands behind a closing quotation mark.' }
  return { ok: true, value: withoutMark(value) }
}

function skipLineEnd(scan: Scan): void {
  if (scan.text[scan.at] === '\r') scan.at += 1
  if (scan.text[scan.at] === '\n') scan.at += 1
  scan.line += 1
}

function printCell(text: string): string {
  const whole = text.replaceAll('\u0000', '')
  const safe = formula.test(whole) ? `'${whole}` : whole
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function withoutMark(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}
