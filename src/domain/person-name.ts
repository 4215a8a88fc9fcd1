const PARTICLES = new Set(
  'de del della da das di do dos du la le van von der den ter ten zu zur af av al el bin ibn ben bat y e'.split(' '),
)
const NOT_NAMES = new Set(
  (
    'a an the this that these those he she it they we i you his her its their our my your who one some many most ' +
    'others another both all each here there in on at as for from to by of with and but or so yet if when while ' +
    'after before since now then thus also what why how critics scholars experts editors'
  ).split(' '),
)
const LONGEST_NAME = 5

/**
 * The names of one person or of several ("X", "X and Y", "X, Y, and Z"), or null when the words aren't surely names. At the
 * start of a sentence any word has a capital letter, so a single word is no name there.
 */
export function findPersons(text: string, where: 'start' | 'inside'): string | null {
  const names = text.split(/,? and |, /)
  if (names.length > 1 && !text.includes(' and ')) return null
  const areNames = names.every((name, index) => isPersonName(name, where === 'start' && index === 0 ? 2 : 1))
  return areNames ? text : null
}

function isPersonName(text: string, fewestWords: number): boolean {
  const words = text.split(' ')
  if (words.length < fewestWords || words.length > LONGEST_NAME) return false
  if (NOT_NAMES.has((words[0] ?? '').toLowerCase())) return false
  if (!isCapitalized(words.at(-1) ?? '') || !isCapitalized(words[0] ?? '')) return false
  return words.every((word) => isCapitalized(word) || PARTICLES.has(word))
}

/** "al-Amin" and "d’Arcy" count as capitalized: the capital may follow a short particle. */
function isCapitalized(word: string): boolean {
  return /^(?:\p{Ll}{1,3}[-'’])?\p{Lu}[\p{L}\p{M}'’.-]*$/u.test(word)
}
