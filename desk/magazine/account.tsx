import { useQuery } from '@tanstack/react-query'
import { en } from '../../src/domain/language/en.ts'
import type { Magazine } from '../../src/domain/magazine.ts'
import { withNotices } from '../../src/domain/notices.ts'
import { type PolicyOn, tellChange } from '../../src/domain/policy-change.ts'
import { tellAccount } from '../../src/domain/reading-account.ts'
import { magazineFrom } from '../../src/domain/settings.ts'
import { localDateAt } from '../../src/domain/zone.ts'
import { ask } from '../api/ask.ts'
import type { SettingsForm } from './use-settings.ts'

/** What each kind of reader will meet under what is typed, and what saving it changes for those in the middle of a period. */
export function Account({ form: { kept, typed, problems } }: { form: SettingsForm<'meter'> }) {
  const { data } = useQuery({ queryKey: ['magazine', 'notices'], queryFn: ({ signal }) => ask('showNotices', {}, {}, signal) })
  const isUsable = Object.keys(problems).length === 0
  if (!kept || !typed) return null
  if (!isUsable)
    return (
      <aside className="account" aria-label="What readers will meet">
        <h2>What readers will meet</h2>
        <p className="soft">This is worked out as soon as everything on the left can be used.</p>
      </aside>
    )
  const now = new Date()
  const magazine = magazineFrom(typed)
  const means = tellChange(policyOn(magazineFrom(kept), now), policyOn(magazine, now))
  const { left } = withNotices(en, magazineFrom(data?.texts ?? {}).notices).notice
  const parts = tellAccount({ magazine, today: localDateAt(magazine.zone, now), left })
  return (
    <aside className="account" aria-label="What readers will meet">
      <h2>What readers will meet</h2>
      <div aria-live="polite">
        {means.length > 0 ? (
          <section className="means">
            <h3>Once you save this</h3>
            {means.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </section>
        ) : null}
      </div>
      {parts.map(({ who, sentences }) => (
        <section key={who}>
          <h3>{who}</h3>
          <p>{sentences.join(' ')}</p>
        </section>
      ))}
      <section>
        <h3>Everybody</h3>
        <p>
          Every headline, date and introduction, and every pick that is open to all. What was opened stays open until the period
          ends.
        </p>
      </section>
    </aside>
  )
}

function policyOn({ policy, zone }: Magazine, now: Date): PolicyOn {
  return { policy, zone, today: localDateAt(zone, now) }
}
