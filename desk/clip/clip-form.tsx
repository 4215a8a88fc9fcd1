import { Link } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { readTypedAddress } from './typed-address.ts'
import type { Clipping } from './use-clipping.ts'

/** What stands in the two fields. */
export type Typed = { url: string; text: string }

type Props = {
  typed: Typed
  onType: (typed: Typed) => void
  problem: string | null
  isBusy: boolean
  onClip: Clipping['clip']
  onEmpty: () => void
}

/** Asks what is to be quoted: the address first, which is what there mostly is. */
export function ClipForm({ typed, onType, problem, isBusy, onClip, onEmpty }: Props) {
  const { url, text } = typed
  const field = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => field.current?.focus(), [])
  /** Goes on with the address once it can be one; what was typed stays in its field until then. */
  const withAddress = (goOn: (address: string) => void) => {
    const read = readTypedAddress(url)
    setWrong(read.ok ? null : read.reason)
    if (read.ok) goOn(read.url)
    else field.current?.focus()
  }
  const typeUrl = (next: string) => {
    setWrong(null)
    onType({ ...typed, url: next })
  }
  return (
    <>
      {problem === null || wrong !== null ? null : (
        <p className="wrong" role="alert">
          {problem}
        </p>
      )}
      <form
        className="field clip-url"
        onSubmit={(event) => {
          event.preventDefault()
          withAddress((address) => void onClip({ kind: 'url', url: address }))
        }}
      >
        <AddressField field={field} url={url} wrong={wrong} onType={typeUrl} />
      </form>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault()
          if (url.trim() === '') void onClip({ kind: 'text', text, url: null })
          else withAddress((address) => void onClip({ kind: 'text', text, url: address }))
        }}
      >
        <label htmlFor="clip-text">Or its text</label>
        <textarea
          id="clip-text"
          className="input serif"
          aria-describedby="clip-text-help"
          rows={6}
          maxLength={1_000_000}
          value={text}
          onChange={(event) => onType({ ...typed, text: event.target.value })}
        />
        <p className="hint" id="clip-text-help">
          <span>The whole article. An address above is kept with it.</span>
        </p>
        <button type="submit" className="button" disabled={text.trim() === ''}>
          Take this text
        </button>
      </form>
      <button type="button" className="button" disabled={isBusy} onClick={onEmpty}>
        Begin without a source
      </button>
    </>
  )
}

type AddressProps = {
  field: RefObject<HTMLInputElement | null>
  url: string
  /** What is wrong with what was typed, once it was to be taken. */
  wrong: string | null
  onType: (url: string) => void
}

function AddressField({ field, url, wrong, onType }: AddressProps) {
  return (
    <>
      <label htmlFor="clip-url">Address of the article</label>
      <input
        ref={field}
        id="clip-url"
        className="input"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={4_000}
        value={url}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : 'clip-url-wrong'}
        onChange={(event) => onType(event.target.value)}
      />
      <button type="submit" className="button solid" disabled={url.trim() === ''}>
        Clip
      </button>
      {wrong === null ? null : (
        <p className="wrong small" role="alert" id="clip-url-wrong">
          {wrong}
        </p>
      )}
      <p className="hint">
        <span>
          Behind a subscription of yours? <Link to="/clip/bookmarklet">The bookmarklet</Link> sends the page as your browser shows
          it.
        </span>
      </p>
    </>
  )
}
