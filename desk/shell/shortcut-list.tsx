import { Dialog } from '../parts/dialog.tsx'
import { useAllShortcuts } from './shortcuts.ts'

/** Every key that does something here and now. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  const groups = useAllShortcuts().filter(({ shortcuts }) => shortcuts.length > 0)
  return (
    <Dialog title="Keys" onClose={onClose}>
      {groups.map(({ title, shortcuts }) => (
        <section key={title} className="keys">
          <h3>{title}</h3>
          <dl>
            {shortcuts.map(({ keys, what }) => (
              <div key={keys}>
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

function readable(key: string): string {
  const names: Record<string, string> = { Backspace: 'Backspace', Enter: 'Enter', ' ': 'Space' }
  return key.startsWith('Mod+') ? `Ctrl ${key.slice(4).toUpperCase()}` : (names[key] ?? key)
}
