import { Link } from '@tanstack/react-router'
import { useEffect, useMemo, useRef } from 'react'
import { useMe } from '../api/me.ts'
import { useTitle } from '../parts/title.ts'
import { say } from '../shell/notices.tsx'
import { bookmarkletOf } from './bookmarklet.ts'
import './clip.css'

/** How the bookmarklet gets into a browser, by mouse or by keys, and what it does. */
export function BookmarkletPage() {
  const me = useMe()
  const code = useMemo(() => bookmarkletOf(location.origin), [])
  const address = useRef<HTMLTextAreaElement>(null)
  useTitle('The bookmarklet', me)
  const copy = async () => {
    address.current?.select()
    try {
      await navigator.clipboard.writeText(code)
      say('The bookmarklet’s address is copied.')
    } catch {
      say('Your browser doesn’t let us copy. The address is selected: copy it from there.')
    }
  }
  return (
    <>
      <div className="top">
        <h1>The bookmarklet</h1>
      </div>
      <div className="clip">
        <p>
          It sends the page that you are reading to the desk, as your own browser shows it: so an article can be quoted that you
          may read and the server may not. You are asked before anything is kept.
        </p>
        <h2>With a mouse</h2>
        <p>Drag this to your browser’s bar of bookmarks.</p>
        <p>
          <Draggable code={code} name={`Clip to ${me.magazine.name}`} />
        </p>
        <h2>With the keyboard, or on a phone</h2>
        <ol className="steps">
          <li>Copy the address below.</li>
          <li>Bookmark any page, for instance this one.</li>
          <li>Edit that bookmark: give it a name such as “Clip”, and the copied text as its address.</li>
        </ol>
        <div className="field">
          <label htmlFor="bookmarklet">The bookmarklet’s address</label>
          <textarea
            ref={address}
            id="bookmarklet"
            className="input"
            rows={4}
            readOnly
            spellCheck={false}
            value={code}
            onFocus={(event) => event.target.select()}
          />
        </div>
        <div className="acts">
          <button type="button" className="button" onClick={copy}>
            Copy the address
          </button>
          <Link to="/clip" className="button">
            To a new pick
          </Link>
        </div>
        <h2>Using it</h2>
        <p>
          Open an article and press the bookmark. A window of the desk shows which page was sent; clip it there. If you aren’t
          signed in at the desk, sign in first and press it again.
        </p>
      </div>
    </>
  )
}

/** A link to be dragged, not followed. React takes no address of this kind, and for every other link that is right. */
function Draggable({ code, name }: { code: string; name: string }) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    const refuse = (event: Event) => {
      event.preventDefault()
      say('Drag it to your bookmarks; it does nothing here.')
    }
    const element = link.current
    element?.setAttribute('href', code)
    element?.addEventListener('click', refuse)
    return () => element?.removeEventListener('click', refuse)
  }, [code])
  return (
    <a ref={link} className="button" href="/desk/clip" draggable>
      {name}
    </a>
  )
}
