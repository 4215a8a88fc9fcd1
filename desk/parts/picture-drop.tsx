import { type ReactNode, useId, useRef, useState } from 'react'
import { mostIn } from '../../src/domain/picture.ts'
import { explainPicture } from '../../src/domain/picture-sentences.ts'
import './pictures.css'

type Props = {
  /** What the button says. */
  button: string
  /** What the field is for, as it is read aloud. */
  label: string
  /** Sends the file, and rejects with a sentence when it can’t be used. */
  onFile: (file: File) => Promise<void>
  children?: ReactNode
}

type Doing = { kind: 'nothing' | 'sending' } | { kind: 'refused'; why: string }

/** Takes a picture: chosen, dropped anywhere on it, or pasted while the focus is in it. Says what goes on, and what is wrong. */
export function PictureDrop({ button, label, onFile, children }: Props) {
  const [doing, take] = useTaking(onFile)
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const helpId = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can’t be laid out, and this holds other things besides fields
    <div
      role="group"
      aria-label={label}
      className={isOver ? 'picture-drop over' : 'picture-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
      onPaste={(event) => take(event.clipboardData.files[0])}
    >
      {children}
      <button
        type="button"
        className="button"
        disabled={doing.kind === 'sending'}
        aria-describedby={helpId}
        onClick={() => input.current?.click()}
      >
        {button}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
        aria-label={button}
        onChange={(event) => {
          take(event.target.files?.[0])
          // So that the same file can be chosen once more.
          event.target.value = ''
        }}
      />
      <span className="hint" id={helpId}>
        or drop one here, or paste one
      </span>
      <Progress doing={doing} label={label} />
    </div>
  )
}

function Progress({ doing, label }: { doing: Doing; label: string }) {
  return (
    <div role="status">
      {doing.kind === 'sending' ? (
        <>
          <p>Sending the picture and making it ready</p>
          <progress aria-label={`${label}: being made ready`} />
        </>
      ) : null}
      {doing.kind === 'refused' ? <p className="wrong">{doing.why}</p> : null}
    </div>
  )
}

/** One file at a time; nothing happens where there is none. */
function useTaking(onFile: Props['onFile']): [Doing, (file: File | undefined) => void] {
  const [doing, setDoing] = useState<Doing>({ kind: 'nothing' })
  const take = (file: File | undefined) => {
    if (!file || doing.kind === 'sending') return
    if (file.size > mostIn.bytes) return setDoing({ kind: 'refused', why: explainPicture('too-large', 'cover') })
    setDoing({ kind: 'sending' })
    onFile(file).then(
      () => setDoing({ kind: 'nothing' }),
      (error: Error) => setDoing({ kind: 'refused', why: error.message }),
    )
  }
  return [doing, take]
}
