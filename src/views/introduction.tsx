import { withoutAttribution } from '../domain/attribution.ts'
import type { Lead } from '../domain/pick.ts'

// What fits one line of the narrowest page.
const longest = 30

/** The editors' own paragraphs. The attribution that leads into the excerpt is run in and stays on one line where it can. */
export function Introduction({ lead }: { lead: Lead }) {
  const last = lead.introduction.length - 1
  return (
    <div class="intro">
      {lead.introduction.map((paragraph, i) => (
        <p>{i === last ? <RunIn paragraph={paragraph} start={attributionStart(lead.introduction)} /> : paragraph}</p>
      ))}
    </div>
  )
}

/** The introduction as one paragraph of a list, where no quotation follows and so no attribution leads into it. */
export function listedIntroduction(lead: Lead): string {
  return withoutAttribution(lead.introduction).join(' ')
}

function RunIn({ paragraph, start }: { paragraph: string; start: number }) {
  const bound = [start, lastTwoWords(paragraph)].find((at) => paragraph.length - at <= longest) ?? paragraph.length
  return (
    <>
      {paragraph.slice(0, bound)}
      {bound < paragraph.length ? <span class="bound">{paragraph.slice(bound)}</span> : null}
    </>
  )
}

function lastTwoWords(paragraph: string): number {
  return /(?<!\S)\S+\s\S+$/.exec(paragraph)?.index ?? paragraph.length
}

function attributionStart(introduction: readonly string[]): number {
  const last = introduction.at(-1) ?? ''
  const without = withoutAttribution(introduction)
  const kept = without.length === introduction.length ? (without.at(-1) ?? '') : ''
  return last.startsWith(kept) ? kept.length + (/^\s*/.exec(last.slice(kept.length))?.[0].length ?? 0) : last.length
}
