import type { CheckedRun, ExcerptCheck } from '../../src/domain/quotation/check-excerpt.ts'
import type { QuotedShare } from '../../src/domain/quotation/quoted-share.ts'
import type { WordStep } from '../../src/domain/quotation/word-steps.ts'
import { beginningOf } from './operations.ts'

type Props = {
  /** Null where there is no source to hold the excerpt against. */
  check: ExcerptCheck | null
  share: QuotedShare | null
  sourceLength: number
  limit: number | null
  onRun: (number: number) => void
}

/** Whether the excerpt says what its source says, how much of it is quoted, and where. */
export function Integrity({ check, share, ...more }: Props) {
  return (
    <section className="integrity" aria-labelledby="integrity-title">
      <h2 id="integrity-title">Integrity</h2>
      {check === null || share === null ? (
        <p className="soft">
          Nothing is captured of the source. Paste the article’s text, and every word of the excerpt is held against it.
        </p>
      ) : (
        <Checked check={check} share={share} {...more} />
      )}
    </section>
  )
}

type CheckedProps = Omit<Props, 'check' | 'share'> & { check: ExcerptCheck; share: QuotedShare }

function Checked({ check, share, sourceLength, limit, onRun }: CheckedProps) {
  const { words, sourceWords, percent, wordsLeft } = share
  return (
    <>
      <Verdict check={check} />
      <Problems check={check} onRun={onRun} />
      <p className="share">
        {percent.toFixed(1)} % <small>{limit === null ? 'of the article' : `of a limit of ${limit} %`}</small>
      </p>
      {limit === null ? null : <Gauge share={percent} limit={limit} />}
      <RunMap runs={check.runs} length={sourceLength} />
      <dl className="facts">
        <dt>Quoted</dt>
        <dd>
          {words.toLocaleString('en')} of {wordsText(sourceWords)}
        </dd>
        {wordsLeft === null ? null : (
          <>
            <dt>{wordsLeft < 0 ? 'Too much by' : 'Room left'}</dt>
            <dd>{wordsText(Math.abs(wordsLeft))}</dd>
          </>
        )}
        <dt>Runs</dt>
        <dd>{share.runs}</dd>
        <dt>Elisions</dt>
        <dd>{share.elisions}</dd>
        <dt>Glosses</dt>
        <dd>{share.glosses === 0 ? '0' : `${share.glosses}, not counted`}</dd>
      </dl>
    </>
  )
}

function Verdict({ check }: { check: ExcerptCheck }) {
  if (check.runs.length === 0) return <p className="soft">Nothing is quoted yet.</p>
  return (
    <p className="verdict" role="status">
      {check.isFaithful ? (
        <>
          <i className="tile" aria-hidden="true" /> Every run verbatim and in order
        </>
      ) : (
        'Not what the source says'
      )}
    </p>
  )
}

function Problems({ check, onRun }: { check: ExcerptCheck; onRun: (number: number) => void }) {
  return (
    <ul className="problems">
      {check.runs.map((run, at) =>
        run.kind === 'verbatim' ? null : (
          <li key={`${run.paragraph} ${run.piece}`} className="wrong">
            <button type="button" className="plain" onClick={() => onRun(at + 1)}>
              Run {at + 1}
            </button>
            {run.kind === 'out-of-order' ? ' stands in the source, but not between the runs around it.' : ''}
            {run.kind === 'not-found' ? ` isn’t in the source: “${beginningOf(run.text)}”` : ''}
            {run.kind === 'differs' ? <Steps steps={run.words} /> : null}
          </li>
        ),
      )}
      {check.gaps.map((gap) =>
        gap.kind === 'unmarked' ? (
          <li key={`gap ${gap.before}`} className="wrong">
            {wordsText(gap.leftOut.words)} left out before run {gap.before + 1}, and nothing says so.
          </li>
        ) : null,
      )}
      {check.gaps.map((gap) =>
        gap.kind === 'empty-elision' ? (
          <li key={`empty ${gap.before}`} className="soft">
            An elision where nothing is left out.
          </li>
        ) : null,
      )}
    </ul>
  )
}

const around = 4

/** The words that differ, with a few around them: what the source says is struck where the excerpt has something else. */
function Steps({ steps }: { steps: readonly WordStep[] }) {
  const isNear = (at: number) => steps.slice(Math.max(0, at - around), at + around + 1).some(({ kind }) => kind !== 'same')
  return (
    <span className="serif steps">
      {steps.map((step, at) => {
        if (!isNear(at)) return isNear(at - 1) ? ' . . .' : null
        const key = `${at} ${step.kind}`
        if (step.kind === 'same') return <span key={key}> {step.excerpt}</span>
        return (
          <span key={key}>
            {step.kind === 'added' ? null : (
              <>
                {' '}
                <del title="In the source">{step.source.text}</del>
              </>
            )}
            {step.kind === 'missing' ? null : (
              <>
                {' '}
                <ins title="In the excerpt">{step.excerpt}</ins>
              </>
            )}
          </span>
        )
      })}
    </span>
  )
}

function Gauge({ share, limit }: { share: number; limit: number }) {
  const used = Math.min(100, (share / limit) * 100)
  return (
    <div
      className={share > limit ? 'gauge over' : 'gauge'}
      role="img"
      aria-label={`${share.toFixed(1)} of ${limit} per cent used`}
    >
      <i style={{ width: `${used}%` }} />
    </div>
  )
}

/** Where in the article the runs stand. */
function RunMap({ runs, length }: { runs: readonly CheckedRun[]; length: number }) {
  const placed = runs.flatMap((run) => (run.kind === 'not-found' ? [] : [run.at]))
  if (placed.length === 0 || length === 0) return null
  return (
    <div
      className="run-map"
      role="img"
      aria-label={`Where the ${placed.length === 1 ? 'run stands' : `${placed.length} runs stand`} in the article`}
    >
      {placed.map(({ start, end }) => (
        <i key={start} style={{ left: `${(start / length) * 100}%`, width: `${((end - start) / length) * 100}%` }} />
      ))}
    </div>
  )
}

function wordsText(count: number): string {
  return count === 1 ? '1 word' : `${count.toLocaleString('en')} words`
}
