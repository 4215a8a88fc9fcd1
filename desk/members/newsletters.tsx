import type { DeskMember } from '../../src/http/desk-api/contract-members.ts'
import { ask } from '../api/ask.ts'
import { useChange } from '../parts/use-change.ts'

/** What the member gets by mail. Nothing where the magazine has no newsletter. */
export function Newsletters({ member }: { member: DeskMember }) {
  if (member.newsletters.length === 0) return null
  return (
    <section aria-labelledby="newsletters">
      <h2 id="newsletters">Newsletters</h2>
      <p className="soft">Switch one on only for somebody who has asked you to.</p>
      {member.newsletters.map((newsletter) => (
        <Choice key={newsletter.slug} member={member} newsletter={newsletter} />
      ))}
    </section>
  )
}

type Props = { member: DeskMember; newsletter: DeskMember['newsletters'][number] }

/** Shown as chosen at once; it goes back if that can't be done. */
function Choice({ member: { id, email }, newsletter: { slug, name, wants } }: Props) {
  const { change, isBusy, signIn } = useChange(['members'])
  const choose = (value: boolean) => ask('chooseForMember', { newsletter: slug, wants: value }, { id })
  return (
    <p>
      <label className="choice">
        <input
          type="checkbox"
          checked={isBusy ? !wants : wants}
          disabled={isBusy}
          onChange={() =>
            change({
              run: () => choose(!wants),
              said: wants ? `${email} gets ${name} no more.` : `${email} gets ${name} from now on.`,
              undo: () => choose(wants),
            })
          }
        />{' '}
        {name}
      </label>
      {signIn.window}
    </p>
  )
}
