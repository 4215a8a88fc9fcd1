import type { Mention } from '../../src/http/desk-api/contract-log.ts'
import { called, counted, noting, type Sentence, said, textIn } from './said.ts'

const visibilities = { open: 'for everybody', metered: 'metered', 'subscribers-only': 'for subscribers only' }
const checks = {
  faithful: 'The excerpt was held against its source, word by word.',
  'no-source': 'No article had been captured that its excerpt could be held against.',
}

/** What is done to picks. */
export const pickSentences = {
  createPick: ({ on }) => said`began ${on}`,
  beginFromCapture: ({ on, also }) => said`began ${on} from the article ${also}`,
  deletePick: ({ on }) => said`deleted ${on}`,
  restoreVersion: ({ on, detail }) => said`went back to version ${textIn(detail, 'version')} of ${on}`,
  publishPick: ({ on, also, detail }) => {
    const sentence = also === null ? said`published ${on}` : said`published ${on}, as ${also} had planned`
    const again = detail.again === true ? 'It had been published before.' : ''
    return noting(sentence, again, called(checks, textIn(detail, 'excerpt')))
  },
  schedulePick: ({ on, detail, clock }) => {
    const at = textIn(detail, 'at')
    return at === '' ? said`planned ${on}` : said`planned ${on} for ${clock.moment(at)}`
  },
  unschedulePick: ({ on }) => said`took ${on} out of the plan`,
  holdPick: ({ on, detail }) => {
    const lacks = Array.isArray(detail.lacks) ? detail.lacks.filter((field) => typeof field === 'string') : []
    const sentence = said`held ${on}, which was to go out`
    return noting(sentence, lacks.length === 0 ? '' : `What has to be seen to: ${[...new Set(lacks)].join(', ')}`)
  },
  unpublishPick: ({ on }) => said`took ${on} back from readers`,
  changeVisibility: ({ on, detail }) => {
    const [from, to] = [textIn(detail, 'from'), textIn(detail, 'to')]
    return said`made ${on} ${called(visibilities, to)} instead of ${called(visibilities, from)}`
  },
  changeSlug: ({ on, detail }) => {
    const [from, to] = [textIn(detail, 'from'), textIn(detail, 'to')]
    return noting(said`gave ${on} another address`, from === '' ? to : `/picks/${from} → /picks/${to}`)
  },
  addTopic: ({ on, detail }) => said`filed ${on} under ${textIn(detail, 'topic')}`,
  removeTopic: ({ on, detail }) => said`took ${on} out of ${textIn(detail, 'topic')}`,
} satisfies Record<string, Sentence>

/** What is done to topics. */
export const topicSentences = {
  renameTopic: ({ on, detail }) =>
    noting(said`renamed the topic ${textIn(detail, 'from')} to ${calledThen(on, textIn(detail, 'to'))}`, refiled(detail.picks)),
  mergeTopic: ({ detail }) =>
    noting(said`made the topic ${textIn(detail, 'from')} part of ${textIn(detail, 'into')}`, refiled(detail.picks)),
  describeTopic: ({ on }) => said`described the topic ${on}`,
} satisfies Record<string, Sentence>

/** A thing by the name that it was given then, whatever it is called today. */
function calledThen(thing: Mention | null, name: string): Mention | string {
  return thing === null || thing.name === null ? name : { ...thing, name }
}

function refiled(picks: unknown): string {
  return typeof picks === 'number' && picks > 0 ? `${counted(picks, 'pick')} went with it.` : ''
}
