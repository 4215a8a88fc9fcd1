import { endsInAttribution } from './attribution.ts'
import { sentencesOf } from './sentences.ts'

/** An introduction that ends in a certain attribution, and the sentence it ended in before; null where that was none. */
export type AttributionPut = { introduction: string[]; replaced: string | null }

/**
 * Ends an introduction in one of the attributions `offered` ("Mara Ellison writes:"). One that stood there gives way and is named, whoever wrote
 * it, so that it can be put back; every other word stays as it was typed.
 */
export function putAttribution(
  introduction: readonly string[],
  sentence: string,
  offered: readonly string[] = [sentence],
): AttributionPut {
  const [last = '', before] = [introduction.at(-1), introduction.slice(0, -1)]
  const present = presentAttribution(introduction, offered)
  if (present === null) return { introduction: [...before, `${last.trimEnd()} ${sentence}`.trimStart()], replaced: null }
  const kept = last.slice(0, last.length - present.length)
  return { introduction: [...before, kept + sentence], replaced: present === sentence ? null : present }
}

/** The attribution in which the introduction ends: one of those offered, also where no sentence ends before it, or the whole last sentence. */
export function presentAttribution(introduction: readonly string[], offered: readonly string[]): string | null {
  const last = introduction.at(-1) ?? ''
  if (!endsInAttribution(last)) return null
  return offered.find((one) => ` ${last}`.endsWith(` ${one}`)) ?? sentencesOf(last).at(-1) ?? null
}
