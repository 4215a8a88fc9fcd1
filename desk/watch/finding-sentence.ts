import type { WatchFinding } from '../../src/http/desk-api/contract-watch.ts'

/** What was found, in a sentence. */
export function sentenceOf(finding: WatchFinding): string {
  const answered = 'status' in finding && finding.status !== null ? ` (${finding.status})` : ''
  switch (finding.state) {
    case 'moved':
      return 'It has moved, and says what is quoted at its new address too.'
    case 'gone':
      return finding.to === null
        ? `The source says that there is no such page any more${answered}.`
        : 'Its address leads to another page now, on which nothing of what is quoted stands.'
    case 'walled':
      return answered === ''
        ? 'It stands behind a wall, or so it seems: the page shows much less than the article.'
        : `The source doesn’t let everybody read it${answered}. Readers who follow the link may stand outside.`
    case 'changed':
      return 'The page doesn’t say, or doesn’t say any more, what is quoted:'
    case 'unreachable':
      return `The page can’t be read from here${answered}, several times in a row.`
  }
}
