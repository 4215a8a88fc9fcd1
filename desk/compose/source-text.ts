import { useCallback, useState } from 'react'

const keyOf = (pickId: number) => `desk-source-${pickId}`

/**
 * The article that a pick quotes, as its editor pasted it: a paragraph a line. It stays in this window, also when the page is loaded again,
 * and goes with it.
 */
export function useSourceText(pickId: number): [string, (text: string) => void] {
  const [text, setText] = useState(() => stored(pickId))
  const keep = useCallback(
    (pasted: string) => {
      const next = tidied(pasted)
      setText(next)
      // A window that keeps nothing still has it until it is left.
      try {
        sessionStorage.setItem(keyOf(pickId), next)
      } catch {}
    },
    [pickId],
  )
  return [text, keep]
}

function stored(pickId: number): string {
  try {
    return sessionStorage.getItem(keyOf(pickId)) ?? ''
  } catch {
    return ''
  }
}

/** Empty lines part paragraphs; where there are none every line is one. */
function tidied(text: string): string {
  const lines = text.split(/\r\n?|[\n\u2028\u2029]/).map((line) => line.replace(/\s+/g, ' ').trim())
  const hasGaps = lines
    .slice(
      0,
      lines.findLastIndex((line) => line !== ''),
    )
    .includes('')
  if (!hasGaps) return lines.filter((line) => line !== '').join('\n')
  return lines
    .join('\n')
    .split(/\n\n+/)
    .map((part) => part.replaceAll('\n', ' ').trim())
    .filter((part) => part !== '')
    .join('\n')
}
