const LABEL = /^more about:/i

/** Whether the line is "More about: …". */
export function isTopicsLine(text: string): boolean {
  return LABEL.test(text)
}

/** The topics of a "More about:" line, each once. A comma inside a name is written `\,` and a backslash `\\`. */
export function readTopicsLine(text: string): string[] {
  const names = text.replace(LABEL, '').match(/(?:\\[\\,]|[^,])+/g) ?? []
  const topics = names.map((name) => name.replace(/\\([\\,])/g, '$1').trim())
  return [...new Set(topics)].filter((topic) => topic !== '')
}

/** The line that lists these topics; `readTopicsLine` gives them back. */
export function printTopicsLine(topics: readonly string[]): string {
  return `More about: ${topics.map((topic) => topic.replace(/[\\,]/g, '\\$&')).join(', ')}`
}
