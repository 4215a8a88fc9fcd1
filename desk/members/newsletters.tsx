import type { DeskMember } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useAct } from './use-act.tsx'

/** What the member gets by mail. Nothing where the magazine has no newsletter. */
export function Newsletters({ member: { id, email, newsletters } }: { member: DeskMember }) {
  const { act, isBusy, window } = useAct()
  if (newsletters.length === 0) return null
  return (
    <section aria-labelledby="newsletters">
      <h2 id="newsletters">Newsletters</h2>
      <p className="soft">Switch one on only for somebody who has asked you to.</p>
      {newsletters.map(({ slug, name, wants }) => {
        const choose = (value: boolean) => ask('chooseForMember', { newsletter: slug, wants: value }, { id })
        return (
          <p key={slug}>
            <label className="choice">
              <input
                type="checkbox"
                checked={wants}
                disabled={isBusy}
                onChange={() =>
                  act({
                    run: () => choose(!wants),
                    said: wants ? `${email} gets ${name} no more.` : `${email} gets ${name} from now on.`,
                    undo: () => choose(wants),
                  })
                }
              />{' '}
              {name}
            </label>
          </p>
        )
      })}
      {window}
    </section>
  )
}
