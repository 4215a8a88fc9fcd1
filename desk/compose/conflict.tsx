import { type ReactNode, useState } from 'react'
import type { Content, DeskPick } from '../../src/http/desk-api/contract.ts'
import { Dialog } from '../parts/dialog.tsx'
import { say, sayProblem } from '../shell/notices.tsx'
import { CoverDifference } from './cover-difference.tsx'
import { Differences } from './difference.tsx'
import type { Draft, DraftState } from './draft.ts'
import { printExcerpt } from './excerpt-text.ts'
import { differingParts, type Part, partNames, textOfPart } from './words.ts'

type Choice = 'mine' | 'theirs'
type Props = { draft: Draft; state: DraftState; present: DeskPick }

/** Two people have written at once: both texts, part by part, and the choice between them. Nothing of either is lost. */
export function ConflictDialog({ draft, state, present }: Props) {
  const parts: (Part | 'note')[] = [
    ...differingParts(state.content, present.content),
    ...(state.note === present.note ? [] : (['note'] as const)),
  ]
  const [choices, setChoices] = useState<Partial<Record<Part | 'note', Choice>>>({})
  const who = present.savedBy.name || 'Somebody else'
  const settle = async () => {
    const taken = parts.filter((part) => choices[part] === 'theirs')
    try {
      await draft.settle(mixed(state.content, present.content, taken), taken.includes('note') ? present.note : state.note)
      say(`Saved. ${who}’s text is among the versions.`)
    } catch (error) {
      sayProblem(error)
    }
  }
  return (
    <Dialog title={`${who} has saved this pick meanwhile`} onClose={settle}>
      <p>Choose what to keep of each part. What {who} saved is kept among the versions either way.</p>
      {parts.map((part) => (
        <Choosing
          key={part}
          name={part === 'note' ? 'Note' : partNames[part]}
          mine={part === 'note' ? state.note : textOfPart(state.content, part, printExcerpt)}
          theirs={part === 'note' ? present.note : textOfPart(present.content, part, printExcerpt)}
          who={who}
          between={part === 'cover' ? <CoverDifference older={present.content.cover} newer={state.content.cover} /> : null}
          choice={choices[part] ?? 'mine'}
          onChoose={(choice) => setChoices({ ...choices, [part]: choice })}
        />
      ))}
      <div className="acts">
        <button type="button" className="button solid" onClick={settle}>
          Save what I chose
        </button>
      </div>
    </Dialog>
  )
}

type ChoosingProps = {
  name: string
  mine: string
  theirs: string
  who: string
  between: ReactNode
  choice: Choice
  onChoose: (choice: Choice) => void
}

function Choosing({ name, mine, theirs, who, between, choice, onChoose }: ChoosingProps) {
  return (
    <fieldset className="choosing">
      <legend className="label">{name}</legend>
      {between}
      <Differences older={theirs} newer={mine} />
      <label>
        <input type="radio" name={name} checked={choice === 'mine'} onChange={() => onChoose('mine')} /> Mine (underlined words
        are mine)
      </label>
      <label>
        <input type="radio" name={name} checked={choice === 'theirs'} onChange={() => onChoose('theirs')} /> {who}’s (struck words
        are theirs)
      </label>
    </fieldset>
  )
}

function mixed(mine: Content, theirs: Content, taken: readonly (Part | 'note')[]): Content {
  const parts = taken.filter((part) => part !== 'note')
  return { ...mine, ...Object.fromEntries(parts.map((part) => [part, theirs[part]])) }
}
