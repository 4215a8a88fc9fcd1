import { paths } from '../http/routes.ts'
import { clockOf } from './clock.ts'
import { dateText } from './dates.ts'
import type { Frame } from './frame.ts'

/** A newsletter with what the member chose; `chosenAt` is null where they never did. */
export type ShownNewsletter = { slug: string; name: string; description: string; wants: boolean; chosenAt: Date | null }

/** The newsletters' switches. Nothing where the magazine has none. */
export function AccountNewsletters({ frame, newsletters }: { frame: Frame; newsletters: readonly ShownNewsletter[] }) {
  const words = frame.words.newsletters
  if (newsletters.length === 0) return null
  return (
    <section class="group" id="newsletters">
      <h2>{words.title}</h2>
      <form class="form" method="post" action={paths.saveNewsletters()}>
        <p>{words.lead}</p>
        {newsletters.map((newsletter) => (
          <Switch frame={frame} newsletter={newsletter} />
        ))}
        <button type="submit" class="button">
          {words.save}
        </button>
      </form>
    </section>
  )
}

function Switch({ frame, newsletter }: { frame: Frame; newsletter: ShownNewsletter }) {
  const { slug, name, description, wants, chosenAt } = newsletter
  const words = frame.words.newsletters
  const date = chosenAt && dateText(clockOf(frame.magazine.zone, chosenAt).date)
  const since = date && (wants ? words.wantedSince(date) : words.endedOn(date))
  const id = `newsletter-${slug}`
  const hasHint = description !== '' || since !== null
  return (
    <div class="choice">
      <input
        id={id}
        name={id}
        type="checkbox"
        value="yes"
        checked={wants}
        aria-describedby={hasHint ? `${id}-hint` : undefined}
      />
      <label for={id}>{name}</label>
      {hasHint ? (
        <div class="small soft" id={`${id}-hint`}>
          {description === '' ? null : <p>{description}</p>}
          {since === null ? null : <p>{since}</p>}
        </div>
      ) : null}
    </div>
  )
}
