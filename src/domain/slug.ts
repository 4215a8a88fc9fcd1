const LONGEST = 80
const FALLBACK = 'pick'
const SPELLED: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ŧ: 't',
  ĸ: 'k',
  ə: 'e',
}

/** The address a headline (or a name) gives: ASCII letters, digits and single hyphens, at most 80 characters, never empty. */
export function slugOf(headline: string): string {
  const plain = headline
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'"‘’‚‛“”„‟′″`´ʻʼʾʿ\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/\P{ASCII}/gu, (char) => SPELLED[char] ?? '-')
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return cutAtWord(plain, LONGEST) || FALLBACK
}

/** Whether the text is an address such as `slugOf` makes. */
export function isSlug(text: string): boolean {
  return text.length <= LONGEST && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text)
}

/** The nth address for the same words: `slug`, `slug-2`, `slug-3`, … never longer than 80 characters. */
export function numberedSlug(slug: string, nth: number): string {
  if (nth <= 1) return slug
  const suffix = `-${nth}`
  return cutAtWord(slug, LONGEST - suffix.length) + suffix
}

function cutAtWord(slug: string, longest: number): string {
  if (slug.length <= longest) return slug
  const end = slug.lastIndexOf('-', longest)
  return slug.slice(0, end > 0 ? end : longest)
}
