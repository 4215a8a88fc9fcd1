import type { MonthUsage } from '../../domain/group.ts'
import type { Frame } from '../../views/frame.ts'

/** What a group has read, as a table for a spreadsheet (RFC 4180). Its cells are numbers and words of our own. */
export function writeUsage({ words }: Pick<Frame, 'words'>, usage: readonly MonthUsage[]): string {
  const { report } = words.groups
  const head = [report.month, report.way, report.readers, report.readings]
  const rows = usage.map(({ month, way, readers, readings }) => [month, report.ways[way], String(readers), String(readings)])
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
