import { englishStyle } from '../../src/domain/house-style.ts'
import type { PickText } from '../../src/domain/pick.ts'
import { printPicks } from '../../src/domain/pick-text.ts'

/** A pick with something in every part; what a test is about is given. */
export function pickWith(parts: Partial<PickText> = {}): PickText {
  return {
    headline: 'The Lamp at Gannet Point',
    date: '2026-10-02',
    introduction: ['The last keeper left in spring. Ines Corrie asks:'],
    excerpt: [
      [
        { kind: 'run', text: 'Who trims a lamp that ' },
        { kind: 'elision' },
        { kind: 'run', text: ' nobody on the ' },
        { kind: 'gloss', text: 'northern' },
        { kind: 'run', text: ' shore can see?' },
      ],
    ],
    source: { name: 'Tidewater Quarterly', url: null },
    author: 'Ines Corrie',
    topics: ['Lights', 'The sea'],
    visibility: 'metered',
    slug: null,
    ...parts,
  }
}

/** That many picks, each on a day and under a headline of its own. */
export function manyPicks(count: number): PickText[] {
  const start = Date.UTC(2020, 0, 1)
  return Array.from({ length: count }, (_, index) =>
    pickWith({
      headline: `Letter ${index + 1} from the Lighthouse`,
      date: new Date(start + (index % 2_000) * 86_400_000).toISOString().slice(0, 10),
      topics: [`Shore ${index % 40}`, 'The sea'],
      source: { name: `Harbor Paper ${index % 25}`, url: null },
    }),
  )
}

/** The picks as a file holds them. */
export function fileOf(...picks: PickText[]): string {
  return printPicks(picks, englishStyle)
}
