import { useEffect } from 'react'
import type { Cover } from '../../src/http/desk-api/contract-pictures.ts'
import { ask } from '../api/ask.ts'
import { Field } from '../parts/field.tsx'
import { CoverImage } from '../parts/picture.tsx'
import { PictureDrop } from '../parts/picture-drop.tsx'
import { say } from '../shell/notices.tsx'

type Props = { pickId: number; cover: Cover | null; onChange: (cover: Cover | null) => void }

const shown = { width: 320, height: 240 }

/** The picture that goes with the pick, what it shows, and who made it. */
export function CoverField({ pickId, cover, onChange }: Props) {
  useEffect(keepPageOpen, [])
  const put = async (file: File) => {
    const picture = await ask('uploadCover', file, { id: pickId })
    onChange({ picture, alt: null, credit: null })
    if (cover) say('The cover is another one now.', { undo: () => onChange(cover) })
  }
  const remove = () => {
    onChange(null)
    say('The cover is removed.', { undo: () => onChange(cover) })
  }
  return (
    <div className="field">
      <p className="label">Cover</p>
      <PictureDrop label="Cover" button={cover ? 'Choose another picture' : 'Choose a picture'} onFile={put}>
        {cover ? <CoverImage picture={cover.picture} box={shown} alt={cover.alt ?? ''} /> : null}
      </PictureDrop>
      <p className="hint">Everybody sees it, as they see the introduction, whoever may read the pick.</p>
      {cover ? <CoverWords cover={cover} onChange={onChange} onRemove={remove} /> : null}
    </div>
  )
}

type WordsProps = { cover: Cover; onChange: (cover: Cover) => void; onRemove: () => void }

function CoverWords({ cover, onChange, onRemove }: WordsProps) {
  const isDecoration = cover.alt === ''
  return (
    <>
      <div className="field">
        <label htmlFor="cover-alt">What it shows</label>
        <textarea
          id="cover-alt"
          className="input"
          rows={2}
          maxLength={500}
          disabled={isDecoration}
          aria-describedby="cover-alt-help"
          value={cover.alt ?? ''}
          onChange={(event) => onChange({ ...cover, alt: lineOf(event.target.value) || null })}
        />
        <p className="hint" id="cover-alt-help">
          For readers who don’t see it: what you would say of it on the telephone
        </p>
        <label>
          <input
            type="checkbox"
            checked={isDecoration}
            onChange={(event) => onChange({ ...cover, alt: event.target.checked ? '' : null })}
          />{' '}
          It is only decoration
        </label>
      </div>
      <Field
        label="Who made it"
        input={{
          maxLength: 200,
          value: cover.credit ?? '',
          onChange: (event) => onChange({ ...cover, credit: event.target.value || null }),
        }}
      />
      <button type="button" className="plain" onClick={onRemove}>
        Remove the cover
      </button>
    </>
  )
}

/** A picture dropped beside the field would be opened by the browser in place of the page. */
function keepPageOpen() {
  const refuse = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  addEventListener('dragover', refuse)
  addEventListener('drop', refuse)
  return () => {
    removeEventListener('dragover', refuse)
    removeEventListener('drop', refuse)
  }
}

function lineOf(typed: string): string {
  return typed.replace(/\s*\n\s*/g, ' ')
}
