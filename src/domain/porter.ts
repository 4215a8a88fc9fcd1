/** What an ending becomes; a rule applies to the longest ending that fits. */
type Rule = { ending: RegExp; instead: Readonly<Record<string, string>> }

const secondary = rule(
  'ational ate,tional tion,enci ence,anci ance,izer ize,bli ble,alli al,entli ent,eli e,ousli ous,ization ize,ation ate,ator ate,alism al,iveness ive,fulness ful,ousness ous,aliti al,iviti ive,biliti ble,logi log',
)
const tertiary = rule('icate ic,ative ,alize al,iciti ic,ical ic,ful ,ness ')
const dropped = rule('al ,ance ,ence ,er ,ic ,able ,ible ,ant ,ement ,ment ,ent ,ion ,ou ,ism ,ate ,iti ,ous ,ive ,ize ')

/**
 * What an English word in lower case has in common with its other forms, by Porter's rules (for a last y those of 2001): "connect" for "connections". In many
 * cases no word itself ("happi"). Anything but three or more letters from a to z comes back as it is.
 */
export function porterStem(word: string): string {
  if (!/^[a-z]{3,}$/.test(word)) return word
  const present = withoutTense(withoutPlural(word))
  const plain = /.[^aeiou]y$/.test(present) ? `${present.slice(0, -1)}i` : present
  return withoutLastE(withoutEnding(replaceEnding(replaceEnding(plain, secondary), tertiary)))
}

function withoutPlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function withoutTense(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const root = word.replace(/(ed|ing)$/, '')
  if (root === word || !hasVowel(root)) return word
  if (/(at|bl|iz)$/.test(root)) return `${root}e`
  if (endsDoubled(root)) return root.slice(0, -1)
  return measure(root) === 1 && endsShort(root) ? `${root}e` : root
}

function replaceEnding(word: string, { ending, instead }: Rule): string {
  const found = ending.exec(word)
  if (!found) return word
  const root = word.slice(0, found.index)
  return measure(root) > 0 ? root + instead[found[0]] : word
}

function withoutEnding(word: string): string {
  const found = dropped.ending.exec(word)
  if (!found) return word
  const root = word.slice(0, found.index)
  const isFit = found[0] !== 'ion' || /[st]$/.test(root)
  return isFit && measure(root) > 1 ? root : word
}

function withoutLastE(word: string): string {
  const root = word.slice(0, -1)
  const isLoose = word.endsWith('e') && (measure(root) > 1 || (measure(root) === 1 && !endsShort(root)))
  const bare = isLoose ? root : word
  return bare.endsWith('ll') && measure(bare) > 1 ? bare.slice(0, -1) : bare
}

/** How often a vowel is followed by a consonant: 0 in "tree", 1 in "trouble", 2 in "troubles". */
function measure(word: string): number {
  let count = 0
  let wasVowel = false
  for (let at = 0; at < word.length; at++) {
    const isVowel = isVowelIn(word, at, wasVowel)
    if (wasVowel && !isVowel) count++
    wasVowel = isVowel
  }
  return count
}

/** A y is a vowel after a consonant. */
function isVowelIn(word: string, at: number, afterVowel: boolean): boolean {
  const letter = word[at] ?? ''
  return letter === 'y' ? at > 0 && !afterVowel : 'aeiou'.includes(letter)
}

function hasVowel(word: string): boolean {
  return /[aeiou]|.y/.test(word)
}

function endsDoubled(word: string): boolean {
  return /([^aeiouylsz])\1$/.test(word)
}

/** Consonant, vowel, consonant, as in "hop": what "hoping" has lost is an e. */
function endsShort(word: string): boolean {
  return /((^|[aeiou])y[aeiou]|[^aeiouy][aeiouy])[^aeiouwxy]$/.test(word)
}

function rule(text: string): Rule {
  const pairs = text.split(',').map((pair) => pair.split(' '))
  const endings = pairs.map(([ending]) => ending).join('|')
  return { ending: new RegExp(`(?:${endings})$`), instead: Object.fromEntries(pairs.map(([ending, rest]) => [ending, rest])) }
}
