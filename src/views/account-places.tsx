import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Sentence } from './wall.tsx'

/** The pages that belong to an account, each with a sentence about it. */
export function AccountPlaces({ frame }: { frame: Frame }) {
  const { account, gifts } = frame.words
  return (
    <>
      <section class="group">
        <h2>{account.reading}</h2>
        <p>
          <Sentence sentence={account.readingText} href={paths.reading()} />
        </p>
      </section>
      <section class="group">
        <h2>{gifts.place.title}</h2>
        <p>
          <Sentence sentence={gifts.place.text} href={paths.gifts()} />
        </p>
      </section>
    </>
  )
}
