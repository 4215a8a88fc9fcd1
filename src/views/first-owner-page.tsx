import { paths } from '../http/routes.ts'
import { BareLayout } from './bare-layout.tsx'
import { Field } from './field.tsx'
import type { Frame } from './frame.ts'
import { EndTile } from './tiles.tsx'

/** What was typed that can't be used, or that nobody can be signed in just now. */
export type FirstOwnerRefused = { why: 'bad-name' | 'bad-address' | 'not-now'; name: string; email: string; most: number }

type Props = { frame: Frame; token: string; refused?: FirstOwnerRefused | null }

/** Where the console's link leads while nobody owns the magazine. Opening it does nothing; the button does. */
export function FirstOwnerPage({ frame, token, refused = null }: Props) {
  const { words, assets, magazine } = frame
  const { desk, signIn } = words
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={desk.firstTitle}>
      <h1 class="title">{desk.firstTitle}</h1>
      <p class="intro">{desk.firstLead(magazine.name)}</p>
      <form class="form" method="post" action={paths.firstOwner(token)} novalidate>
        {refused?.why === 'not-now' ? (
          <p class="wrong" role="alert">
            {signIn.notNow}
          </p>
        ) : null}
        <Field
          id="name"
          label={desk.firstName}
          hint={desk.firstNameHint}
          problem={refused?.why === 'bad-name' ? desk.badName(refused.most) : null}
          input={{ name: 'name', type: 'text', autocomplete: 'name', maxlength: 200, required: true, value: refused?.name }}
        />
        <Field
          id="email"
          label={desk.firstEmail}
          hint={desk.firstEmailHint}
          problem={refused?.why === 'bad-address' ? signIn.badAddress : null}
          input={{ name: 'email', type: 'email', autocomplete: 'email', maxlength: 320, required: true, value: refused?.email }}
        />
        <button type="submit" class="button">
          {desk.firstButton}
        </button>
      </form>
      <EndTile />
    </BareLayout>
  )
}

/** The same for a link that is of no use. */
export function DeadFirstLinkPage({ frame }: { frame: Frame }) {
  const { words, assets, magazine } = frame
  return (
    <BareLayout name={magazine.name} words={words} assets={assets} title={words.desk.deadTitle}>
      <h1 class="title">{words.desk.deadTitle}</h1>
      <p class="intro">{words.desk.dead}</p>
      <EndTile />
    </BareLayout>
  )
}
