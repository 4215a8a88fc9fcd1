/** Why nothing came of a clip. Everything that is wrong with an address is one and the same, whatever it was. */
export type ClipFailure =
  | { kind: 'answered'; status: number }
  | {
      kind:
        | 'not-an-address'
        | 'own-site'
        | 'unreachable'
        | 'not-a-page'
        | 'too-large'
        | 'unreadable'
        | 'no-article'
        | 'busy'
        | 'stopped'
        | 'empty'
    }

const paste = 'Open it in your own browser and press the bookmarklet, or paste the text.'

/** What an editor is told when a clip comes to nothing, with what can be done about it. */
export function explainClipFailure(failure: ClipFailure): string {
  switch (failure.kind) {
    case 'not-an-address':
      return 'This is not the address of a page. It begins with https:// or http://.'
    case 'own-site':
      return 'This page is the magazine’s own.'
    case 'unreachable':
      return `The page can’t be reached from here. ${paste}`
    case 'answered':
      return explainStatus(failure.status)
    case 'not-a-page':
      return 'There is no page at this address but a file of another kind. Paste its text.'
    case 'too-large':
      return 'The page is too large to be read. Paste the text of the article.'
    case 'unreadable':
      return 'The page can’t be read: it is built in a way that takes too much time or memory. Paste the text of the article.'
    case 'no-article':
      return `No text was found on the page. ${paste}`
    case 'busy':
      return 'Many pages are being fetched at this moment. Try again in a minute.'
    case 'stopped':
      return 'The clip was stopped. Nothing of it is kept.'
    case 'empty':
      return 'There is no text in what was pasted.'
  }
}

function explainStatus(status: number): string {
  if (status === 404 || status === 410) return `The source says that there is no such page (${status}).`
  if (status === 401 || status === 402 || status === 403 || status === 451)
    return `The source doesn’t let us read the page (${status}). ${paste}`
  return `The source answers with a fault (${status}). Try again later. ${paste}`
}
