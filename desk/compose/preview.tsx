import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PreviewReader } from '../../src/http/desk-api/contract-writing.ts'
import { ask } from '../api/ask.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Waiting } from '../parts/waiting.tsx'
import type { Draft } from './draft.ts'
import { PreviewFrame } from './preview-frame.tsx'

type Props = { pickId: number; draft: Draft; onClose: () => void }
type Reader = PreviewReader['reader']

const names: Record<Reader, string> = {
  visitor: 'A visitor',
  newcomer: 'A new visitor from a crowded network',
  member: 'A member',
  'former-subscriber': 'A former subscriber',
  subscriber: 'A subscriber',
  'metered-subscriber': 'A subscriber to metered picks',
  guest: 'Somebody with a gift link',
  robot: 'A robot that has proved who it is',
}
const widths = { desk: 1280, phone: 390 }

/** The pick as readers would get it now: the server's own page for a reader of one's choice, who isn't there and whom nothing is counted for. */
export function PreviewDialog({ pickId, draft, onClose }: Props) {
  const [reader, setReader] = useState<Reader>('visitor')
  const [left, setLeft] = useState<number | null>(null)
  const [width, setWidth] = useState<keyof typeof widths>('desk')
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', pickId],
    // What is shown is what is saved.
    queryFn: ({ signal }) => draft.flush().then(() => ask('showPreview', {}, { id: pickId }, signal)),
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  const most = data?.readers.find((one) => one.reader === reader)?.mostLeft ?? null
  const shown = most === null ? null : Math.min(left ?? most, most)
  const { lacks, revision } = draft.read()
  return (
    <Dialog title="As readers see it" onClose={onClose} className="preview">
      <div className="preview-choices">
        <label>
          <span className="label">Reader</span>
          <select className="input" value={reader} onChange={(event) => setReader(event.target.value as Reader)}>
            {(data?.readers ?? []).map(({ reader: one }) => (
              <option key={one} value={one}>
                {names[one]}
              </option>
            ))}
          </select>
        </label>
        {most === null || shown === null ? null : <Left left={shown} most={most} onChange={setLeft} />}
        <fieldset>
          <legend className="label">Width</legend>
          {(['desk', 'phone'] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="width" checked={width === one} onChange={() => setWidth(one)} />{' '}
              {one === 'desk' ? 'Desk' : 'Phone'}
            </label>
          ))}
        </fieldset>
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
      {lacks.length > 0 ? <p className="hint">It isn’t whole yet; this is as far as it is written.</p> : null}
      {error ? (
        <p className="wrong" role="alert">
          {error.message}{' '}
          <button type="button" className="plain" onClick={() => refetch()}>
            Try again
          </button>
        </p>
      ) : null}
      {data ? (
        <PreviewFrame
          src={addressOf(data.path, { reader, left: shown, revision })}
          title={`The pick as it is for: ${names[reader]}${shown === null ? '' : `, ${shown} of ${most} left`}`}
          width={widths[width]}
          onEscape={onClose}
        />
      ) : error ? null : (
        <Waiting what="the preview" />
      )}
    </Dialog>
  )
}

type LeftProps = { left: number; most: number; onChange: (left: number) => void }

function Left({ left, most, onChange }: LeftProps) {
  return (
    <label>
      <span className="label">Readings left before it</span>
      <input
        className="input"
        type="number"
        min={0}
        max={most}
        value={left}
        onChange={(event) => onChange(Math.max(0, Math.min(most, Math.trunc(event.target.valueAsNumber || 0))))}
      />
    </label>
  )
}

/** The revision is there so that no page of before an edit is shown again. */
function addressOf(path: string, { reader, left, revision }: { reader: Reader; left: number | null; revision: number }): string {
  return `${path}?${new URLSearchParams({ reader, ...(left !== null && { left: `${left}` }), revision: `${revision}` })}`
}
