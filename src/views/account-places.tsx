import { paths } from '../http/routes.ts'
import type { Frame } from './frame.ts'
import { Sentence } from './wall.tsx'

/** The pages that belong to an account, each with a sentence about it. */
export function AccountPlaces({ frame }: { frame: Frame }) {
  const { account, plans } = frame.words
  return (
    <>
      <section class="group">
        <h2>{account.reading}</h2>
        <p>
          <Sentence sentence={account.readingText} href={paths.reading()} />
        </p>
      </section>
      <section class="group">
        <h2>{plans.mine.section}</h2>
        <p>
          <Sentence sentence={plans.mine.place} href={paths.accountPlan()} />
        </p>
      </section>
    </>
  )
}
