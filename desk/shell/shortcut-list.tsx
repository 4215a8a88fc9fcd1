import { Dialog } from '../parts/dialog.tsx'
import { type Shortcut, type ShortcutGroup, useAllShortcuts } from './shortcuts.ts'

/** Every key that does something here and now. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const groups = inOne(useAllShortcuts())
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map(({ title, shortcuts }) => (
        <section key={title} className="keys">
          <h3>{title}</h3>
          <dl>
            {shortcuts.map(({ keys, what }) => (
              <div key={`${keys} ${what}`}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{readable(key)}</kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className="acts">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

/** Several parts of a page may add to what has one name. */
function inOne(groups: readonly ShortcutGroup[]): ShortcutGroup[] {
  const byTitle = new Map<string, Shortcut[]>()
  for (const { title, shortcuts } of groups) byTitle.set(title, [...(byTitle.get(title) ?? []), ...shortcuts])
  return [...byTitle].flatMap(([title, shortcuts]) => (shortcuts.length > 0 ? [{ title, shortcuts }] : []))
}

function readable(key: string): string {
  const names: Record<string, string> = { Backspace: 'Backspace', Enter: 'Enter', ' ': 'Space' }
  return key.startsWith('Mod+') ? `Ctrl ${key.slice(4).toUpperCase()}` : (names[key] ?? key)
}
