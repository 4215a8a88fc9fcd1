const ABBREVIATIONS = new Set(
  (
    'mr mrs ms mx dr prof rev fr sr jr st mt ft gen col lt capt sgt maj cmdr adm gov sen rep pres hon amb msgr ' +
    'inc ltd co corp bros dept univ assn vs etc al cf viz no nos vol pp ed eds trans fig ca ' +
    'jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun'
  ).split(' '),
)
const STOP = /([.?!…])["'”’»)\]]* +/g

/**
 * The sentences of a paragraph. A stop after an abbreviation, a title or an initial ("Dr.", "U.S.", "J.") ends none: it is
 * better to keep two sentences together than to cut a name in half.
 */
export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (const stop of paragraph.matchAll(STOP)) {
    const end = stop.index + stop[0].length
    if (startsInLowerCase(paragraph.slice(end, end + 4))) continue
    if (stop[1] === '.' && endsAbbreviation(paragraph, stop.index)) continue
    sentences.push(paragraph.slice(start, end).trimEnd())
    start = end
  }
  if (start < paragraph.length) sentences.push(paragraph.slice(start))
  return sentences
}

function startsInLowerCase(text: string): boolean {
  return /^["'“‘«([]*\p{Ll}/u.test(text)
}

function endsAbbreviation(text: string, stop: number): boolean {
  const word = /[\p{L}.]*$/u.exec(text.slice(Math.max(0, stop - 12), stop))?.[0] ?? ''
  return /(?:^|\.)\p{L}$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase())
}
