import type { Content } from '../../src/http/desk-api/contract.ts'
import { say } from '../shell/notices.tsx'
import type { Draft } from './draft.ts'

/** A way back to some parts of a pick as they were `before`. It never undoes what was written since: then it only says so. */
export function takeBack(draft: Draft, before: Partial<Content>, after: Partial<Content>): () => void {
  const names = Object.keys(after) as (keyof Content)[]
  return () => {
    const { content } = draft.read()
    const isSame = names.every((name) => JSON.stringify(content[name]) === JSON.stringify(after[name]))
    if (isSame) draft.edit(before)
    else say('It has been changed since, so nothing was taken back.')
  }
}
