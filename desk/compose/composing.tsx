import { useSyncExternalStore } from 'react'
import type { DeskPick } from '../../src/http/desk-api/contract.ts'
import { useMe } from '../api/me.ts'
import { localOf } from '../parts/moments.ts'
import { useTitle } from '../parts/title.ts'
import { say, sayProblem, undoNewest } from '../shell/notices.tsx'
import { useShortcuts } from '../shell/shortcuts.ts'
import { Attributions } from './attributions.tsx'
import { ConflictDialog } from './conflict.tsx'
import { CoverField } from './cover-field.tsx'
import { Deleting } from './deleting.tsx'
import type { Draft, DraftState } from './draft.ts'
import { ExcerptPane } from './excerpt-pane.tsx'
import { Faithfulness } from './faithfulness.tsx'
import { DateField, HeadlineField, IntroductionField, SourceFields } from './fields.tsx'
import { Filing } from './filing.tsx'
import { GlossDialog } from './gloss-dialog.tsx'
import { Integrity } from './integrity.tsx'
import { Presence } from './presence.tsx'
import { Publishing } from './publishing.tsx'
import { SlugField, VisibilityField } from './settings.tsx'
import { SourcePane } from './source-pane.tsx'
import { type Quotation, useQuotation } from './use-quotation.ts'
import { type Source, useSource } from './use-source.ts'
import { useWindows } from './use-windows.tsx'

type Props = { pick: DeskPick; draft: Draft; onChanged: (pick: DeskPick) => void }

/** Source, pick and what is known about both, side by side. */
export function Composing({ pick, draft, onChanged }: Props) {
  const me = useMe()
  const state = useSyncExternalStore(draft.subscribe, draft.read)
  const { content } = state
  const source = useSource(pick.id, content.source.url)
  const { text } = source
  const windows = useWindows({ pickId: pick.id, draft, content, onChanged })
  const quotation = useQuotation({ draft, excerpt: content.excerpt, text, limit: me.magazine.limits.quotedPercent })
  const save = () => draft.flush().then(() => say('Saved.'), sayProblem)
  useTitle(content.headline || 'New pick', me)
  useShortcuts('This pick', [
    { keys: 'Mod+s', what: 'Save now; it is also saved by itself', run: save },
    {
      keys: 'z',
      what: 'Take back what was done last, in the excerpt too',
      run: () => undoNewest() || draft.undo() || say(nothingBack),
    },
  ])
  const field = { content, onEdit: draft.edit.bind(draft) }
  const { check, index, gloss } = quotation
  return (
    <>
      <h1 className="unseen">{content.headline || 'New pick'}</h1>
      <Presence pickId={pick.id} />
      <div className="compose">
        <SourcePane
          source={source}
          marks={quotation.marks}
          words={index?.wordFrom.length ?? 0}
          url={content.source.url}
          textRef={quotation.sourceRef}
          onKeyDown={quotation.onSourceKey}
          onMark={quotation.showInExcerpt}
        />
        <section className="pane" aria-labelledby="pick-title">
          <header>
            <h2 id="pick-title">Pick</h2>
            <Saving state={state} />
            <button type="button" className="plain" aria-keyshortcuts="r" onClick={() => windows.open('preview')}>
              Preview
            </button>
            <button type="button" className="plain" aria-keyshortcuts="v" onClick={() => windows.open('versions')}>
              Versions
            </button>
          </header>
          <HeadlineField {...field} />
          <IntroductionField {...field} />
          <Attributions pickId={pick.id} draft={draft} content={content} />
          <ExcerptPane
            excerpt={content.excerpt}
            runs={check?.runs ?? []}
            isChecked={check !== null}
            tools={quotation.tools}
            textRef={quotation.excerptRef}
            onKeyDown={quotation.onExcerptKey}
            onType={(excerpt) => draft.edit({ excerpt })}
            onRun={quotation.showInSource}
          />
        </section>
        <Side {...{ pick, draft, state, onChanged, quotation, source }} />
      </div>
      {gloss ? <GlossDialog {...gloss} /> : null}
      {state.status === 'conflict' && state.present ? (
        <ConflictDialog draft={draft} state={state} present={state.present} />
      ) : null}
      {windows.opened}
    </>
  )
}

const nothingBack = 'There is nothing to take back.'

type SideProps = Props & { state: DraftState; quotation: Quotation; source: Source }

/** What is known about the pick, and all of it that isn't its text. */
function Side({ pick, draft, state, onChanged, quotation, source }: SideProps) {
  const me = useMe()
  const { content } = state
  const field = { content, onEdit: draft.edit.bind(draft) }
  return (
    <aside className="pane side" aria-label="About this pick">
      <Integrity
        check={quotation.check}
        share={quotation.share}
        sourceLength={source.text.length}
        limit={me.magazine.limits.quotedPercent}
        onRun={quotation.showInExcerpt}
      />
      <Publishing
        pick={pick}
        draft={draft}
        state={state}
        onChanged={onChanged}
        isFaithful={quotation.check?.isFaithful !== false}
      >
        <Faithfulness {...quotation} isLoading={source.isLoading} limit={me.magazine.limits.quotedPercent} />
      </Publishing>
      <SourceFields {...field} />
      <CoverField pickId={pick.id} cover={content.cover} onChange={(cover) => draft.edit({ cover })} />
      <Filing pickId={pick.id} draft={draft} content={content} />
      <DateField {...field} />
      <VisibilityField pick={pick} onChanged={onChanged} draft={draft} />
      <SlugField pick={pick} onChanged={onChanged} draft={draft} />
      <div className="field">
        <label htmlFor="note">Note to colleagues</label>
        <textarea
          id="note"
          className="input"
          rows={3}
          maxLength={5_000}
          value={state.note}
          onChange={(event) => draft.write(event.target.value)}
        />
      </div>
      <Deleting pick={pick} draft={draft} />
    </aside>
  )
}

function Saving({ state }: { state: DraftState }) {
  const { magazine } = useMe()
  const words = {
    saved: `Saved ${localOf(state.savedAt, magazine.zone).time}`,
    waiting: 'Not saved yet',
    saving: 'Saving',
    conflict: 'Not saved: somebody else has saved meanwhile',
    failed: `Not saved. ${state.reason ?? ''}`,
  }
  return (
    <span role="status" className={state.status === 'failed' ? 'wrong' : undefined}>
      {words[state.status]}
    </span>
  )
}
