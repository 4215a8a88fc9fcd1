import { type Form, line, type Parsed } from './setting-forms.ts'

const longest = 160

/** A sentence of the notice: one line that may hold these places, and has to hold `needs` unless it is empty. */
export function noticeText({ may = [], needs = null }: { may?: readonly string[]; needs?: string | null }): Form<string> {
  const plain = line({ longest })
  const parse = (text: string): Parsed<string> => {
    const parsed = plain.parse(text)
    if (!parsed.ok || parsed.value === '') return parsed
    const places: string[] = parsed.value.match(/\{[^{}]*\}/g) ?? []
    const wrong = places.find((place) => !may.includes(place)) ?? /[{}]/.exec(parsed.value.replaceAll(/\{[^{}]*\}/g, ''))?.[0]
    if (wrong !== undefined) return { ok: false, reason: `“${wrong}” stands for nothing here. ${canHold(may)}` }
    if (needs !== null && !places.includes(needs))
      return { ok: false, reason: `It has to say how many are left: put ${needs} where the number goes.` }
    return parsed
  }
  return { parse, print: (value) => value }
}

function canHold(may: readonly string[]): string {
  return may.length === 0 ? 'Write it without braces.' : `It can hold ${may.join(' and ')}.`
}
