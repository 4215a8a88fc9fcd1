import { type ReactNode, useRef } from 'react'
import type { Me } from '../../src/http/desk-api/contract.ts'
import { schemes, useScheme } from './scheme.ts'

const schemeNames = { system: 'As the system', light: 'Light', dark: 'Dark' } as const

type Props = { me: Me; onKeys: () => void; children: ReactNode }

/**
 * What is needed now and then: light or dark, the keys, one's account; on a phone the ways through the desk, too. Escape, a click beside
 * it or going anywhere closes it.
 */
export function Menu({ me: { person }, onKeys, children }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const close = () => panel.current?.hidePopover()
  return (
    <>
      <button type="button" className="plain" popoverTarget="menu">
        Menu
      </button>
      <div className="menu" id="menu" popover="auto" ref={panel}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link that is followed by a key says so with a click. */}
        <nav aria-label="Desk" onClick={close}>
          {children}
        </nav>
        <SchemeChoice />
        <ul>
          <li>
            <button
              type="button"
              className="plain"
              aria-keyshortcuts="?"
              onClick={() => {
                close()
                onKeys()
              }}
            >
              Keys
            </button>
          </li>
          <li>
            <a href="/account">Your account</a>
          </li>
        </ul>
        <p className="soft small">
          {person.name || person.email}, {person.role}
        </p>
      </div>
    </>
  )
}

/** Whether the desk is light or dark, with what is chosen marked. */
function SchemeChoice() {
  const [chosen, choose] = useScheme()
  return (
    <fieldset>
      <legend className="label">Light or dark</legend>
      {schemes.map((scheme) => (
        <label key={scheme}>
          <input type="radio" name="scheme" checked={scheme === chosen} onChange={() => choose(scheme)} /> {schemeNames[scheme]}
        </label>
      ))}
    </fieldset>
  )
}
