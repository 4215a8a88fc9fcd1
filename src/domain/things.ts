/** What the log's entries can be about, by the word that stands before the number: `pick 12`, `topic 3`, `plan monthly`. */
export const things = ['pick', 'topic', 'source', 'capture', 'member', 'staff', 'group', 'plan', 'newsletter', 'mail'] as const
export type Thing = (typeof things)[number]

/** What an entry is about: one thing, or something that there is only one of. */
export type Subject = `${Thing} ${number | string}` | 'newsletter' | 'clip' | 'members' | 'magazine' | 'logo'

/** One thing, by the number or short name that it goes by. */
export type ThingRef = { thing: Thing; id: string }

/** The thing that an entry names; null where it names none. */
export function thingOf(subject: string): ThingRef | null {
  const [word = '', id] = subject.split(' ')
  const thing = things.find((one) => one === word)
  return thing === undefined || id === undefined ? null : { thing, id }
}
