import { type Deed, isDeed } from '../../src/domain/deeds.ts'
import type { AuditEntry } from '../../src/http/desk-api/contract-log.ts'
import { magazineSentences } from './magazine-sentences.ts'
import { memberSentences } from './member-sentences.ts'
import { pickSentences, topicSentences } from './pick-sentences.ts'
import { type Clock, type Said, type Sentence, said } from './said.ts'
import { sourceSentences } from './source-sentences.ts'
import { staffSentences } from './staff-sentences.ts'

/** A sentence for everything the log can hold; the compiler sees to it that none is missing. */
const sentences: Record<Deed, Sentence> = {
  ...pickSentences,
  ...topicSentences,
  ...sourceSentences,
  ...memberSentences,
  ...magazineSentences,
  ...staffSentences,
}

/** What an entry says after the name of whoever did it. One that an older or newer program wrote under a name unknown here says that name. */
export function sentenceOf({ what, on, also, detail }: AuditEntry, clock: Clock): Said {
  return isDeed(what)
    ? sentences[what]({ on, also, detail, clock })
    : said`did what is called ${what}${on === null ? '' : ': '}${on}`
}
