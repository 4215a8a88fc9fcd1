import { en } from '../../../src/domain/language/en.ts'
import type { Magazine } from '../../../src/domain/magazine.ts'
import type { Excerpt, Lead, Linked } from '../../../src/domain/pick.ts'
import type { Frame, OpenedPick } from '../../../src/views/frame.ts'

/** A magazine that exists nowhere, with the policy Tessera ships with. */
export const magazine: Magazine = {
  name: 'The Halfpenny Lantern',
  tagline: 'What the neighbors are reading, three times a week',
  imprint: 'edited at Saltmarsh End',
  about: [
    'Four people with too many subscriptions read whatever comes through the door, and on Mondays, Wednesdays and Fridays pass on the pages that stayed with them.',
    'We write a few sentences of our own and then get out of the way. Everything we quote belongs to those who wrote and printed it, and every pick leads to the whole of it at https://saltmarsh.example/originals.',
  ],
  contact: [
    'Write to desk@lantern.example and say how you would like to pay. One of us answers, usually the same day.',
    'By post: The Halfpenny Lantern, 2 Ropewalk, Saltmarsh End.',
  ],
  accent: '#23409b',
  zone: 'Europe/Lisbon',
  policy: { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } },
  gifts: { perMonth: 10, days: 14, openings: 100, openingsPerHour: 30 },
  quotes: { percent: 15, wordsPerMonth: 0, tooMuch: 'warn' },
  watchMinutes: 10,
  face: 'serif',
  notices: { none: '', one: '', other: '', signUp: '', subscribe: '' },
  newVisitorsPerHour: 40,
  sharedNetworks: [],
  graceDays: 7,
  mailFrom: '',
  crawlers: [],
}

export const frame: Frame = {
  magazine,
  words: en,
  origin: 'https://lantern.example',
  assets: {
    stylesheet: '/assets/tessera.css',
    accent: null,
    script: '/assets/stream.js',
    passkeyScript: '/assets/passkey.js',
    font: '/assets/tessera-text.woff2',
    face: null,
    fontItalic: '/assets/tessera-italic.woff2',
    icon: '/assets/icon.svg',
  },
  today: '2026-09-21',
}

const elision = { kind: 'elision' } as const
const review = named('The Tidewater Quarterly')
const annals = named('Annals of Minor Weather')
const gazette = named('The Upper Fenwick Gazette')
const bulletin = named('Bulletin of the Society for Unfinished Bridges and Abandoned Canals')

/** Picks short and long: with and without topics, author and address; the first is the one most pages show. */
export const ferry: Lead = {
  ...base(1, 'The Ferryman Who Kept the Wrong Time', '2026-09-18'),
  introduction: [
    'For forty years the chain ferry at Ness Sound left six minutes early, and nobody on either bank ever wrote to complain. A schoolteacher who grew up beside the landing went back last winter to find out why. What she brings home is less a story about clocks than about the people who agree to be wrong together. Adela Brandt writes:',
  ],
  author: 'Adela Brandt',
  source: review,
  sourceUrl: 'https://tidewater.example/ferryman',
  topics: topicsOf('Time', 'Rivers', 'Small towns'),
}
export const fog: Lead = {
  ...base(2, '“Nobody Saw It Lift”: A Dispute Over a Fog', '2026-09-18'),
  introduction: [
    'Two parishes, one bank of fog and eleven years of correspondence about whose it was. The letters have now been printed. Rufus Okonedo comments:',
  ],
  author: 'Rufus Okonedo',
  source: annals,
  topics: topicsOf('Weather'),
}
export const short: Lead = {
  ...base(3, 'Salt', '2026-09-16'),
  introduction: ['On the last man in the county who can tell by its sound whether a pan is ready. An unsigned note reports:'],
  source: gazette,
  sourceUrl: 'https://fenwick.example/salt',
}
export const long: Lead = {
  ...base(
    4,
    'How the Committee for the Straightening of the Old Coast Road Came to Recommend, After Nineteen Meetings, One More Bend',
    '2026-09-16',
  ),
  introduction: [
    'Minutes are not often literature. These, kept by a surveyor with a grudge and a very good ear, come close: they follow a sensible proposal through nineteen evenings in a cold hall, and by the end it is the road that seems to have been in the chair.',
    'The author has found the surveyor’s own annotated copy, in which the pauses are timed. She reads it as an early study of how groups of reasonable people reach conclusions that none of them holds, and she has the figures to go with it. Writing on behalf of the Society’s committee on curves, Philippa Thistlewood-Marchbanks explains:',
  ],
  author: 'Philippa Thistlewood-Marchbanks',
  source: bulletin,
  sourceUrl: 'https://unfinished.example/coast-road?part=2',
  topics: topicsOf('Roads', 'Committees', 'Surveying', 'Local government', 'The sea', 'Minutes and their uses', 'Weather'),
}
export const german: Lead = {
  ...base(5, 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrente, and Other Journeys by Noun', '2026-09-14'),
  introduction: ['A lexicographer takes the longest way round. Łucja Żak-Sørensen writes:'],
  author: 'Łucja Żak-Sørensen',
  source: review,
  topics: topicsOf('Language'),
}
export const last: Lead = {
  ...base(6, 'The Ledger of Lent Umbrellas', '2026-09-14'),
  introduction: ['A lending library with one rule, and what came back. Ines Calloway writes:'],
  author: 'Ines Calloway',
  source: gazette,
  topics: topicsOf('Weather', 'Small towns'),
  visibility: 'subscribers-only',
}
export const leads = [ferry, fog, short, long, german, last]

export const ferryExcerpt: Excerpt = [
  [
    run(
      'My grandfather was told on his first morning that the boat left at ten to, and that the timetable, which said four minutes to, had been printed for strangers. ',
    ),
    elision,
    run(
      ' He did not ask who had decided it. The chain ran, the bell was rung, and on the far side the baker had the shutters up already. “They set the bread by us,” he used to say, “and we set ourselves by the bread.” ',
    ),
    elision,
  ],
  [
    run('I went looking for the beginning of it in the harbor books, which are kept '),
    elision,
    run(
      ' in a tea chest under the stairs of the Methodist hall. The earliest early departure that anybody troubled to write down was in March of 1911, and the clerk ',
    ),
    gloss('a Mr. Pell, later harbormaster'),
    run(' has put beside it a single word: “Usual.”'),
  ],
  [
    run('What struck me was how little it cost. A stranger who missed the boat was told the right time '),
    gloss('that is, the wrong one'),
    run(' and never missed it again; '),
    elision,
    run(' a visitor who stayed a week stopped noticing. Six minutes is about the length of a kindness. '),
    elision,
    run(' I have lived since in cities where every clock agrees, and where nobody has ever once waited for me.'),
  ],
  [run('When the bridge opened they put up an electric clock at the toll house, and within the month it was six minutes fast.')],
]

export const fogExcerpt: Excerpt = [
  [
    run('The Upper parish held that a fog belongs to the water it rises from '),
    elision,
    run(', the Lower that it belongs to whoever is inside it. '),
    elision,
    run(' Both cited the same hymn.'),
  ],
  [run('“It was on our side at breakfast,” the sexton wrote, “and I have the wet washing to prove it '), elision, run('.”')],
]

/** A pick that was opened and counted, as the nth of three. */
export function opened(lead: Lead, excerpt: Excerpt, nth: number): OpenedPick {
  return { lead, reader: 'visitor', part: { kind: 'open', excerpt, left: Math.max(0, 3 - nth), allowance: 3, nth } }
}

/** The same with the map of an excerpt that was held against its article. */
export function mapped({ part, ...pick }: OpenedPick): OpenedPick {
  const at = [
    { first: 241, words: 22 },
    { first: 276, words: 20 },
    { first: 315, words: 5 },
    { first: 367, words: 31 },
    { first: 492, words: 48 },
    { first: 789, words: 86 },
  ]
  const runMap = { sourceWords: 1_450, quotedWords: 212, stretches: at }
  return { ...pick, part: part.kind === 'open' ? { ...part, runMap } : part }
}

/** A pick behind the wall of a visitor who has read all they may. */
export function walled(lead: Lead): OpenedPick {
  const part = {
    kind: 'wall',
    why: 'allowance-spent',
    allowance: 3,
    opensAgain: '2026-10-01',
    periodStart: '2026-09-01',
  } as const
  return { lead, reader: 'visitor', part: { ...part, period: { kind: 'month' } } }
}

export function named(name: string): Linked {
  return { name, slug: name.toLowerCase().replaceAll(/[^a-z]+/g, '-') }
}

export function topicsOf(...names: string[]): Linked[] {
  return names.map(named)
}

function base(id: number, headline: string, date: string): Lead {
  const { slug } = named(headline)
  return {
    id,
    slug,
    headline,
    date,
    introduction: [],
    author: null,
    source: review,
    sourceUrl: null,
    topics: [],
    visibility: 'metered',
    cover: null,
  }
}

function run(text: string) {
  return { kind: 'run', text } as const
}

function gloss(text: string) {
  return { kind: 'gloss', text } as const
}
