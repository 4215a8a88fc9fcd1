import { useId } from 'react'
import { FieldHint, SettingField } from './setting-field.tsx'
import { periodNames, settingNames, tooMuchNames } from './setting-names.ts'
import type { SettingsForm } from './use-settings.ts'

type Props = { form: SettingsForm<'meter'> }

const usualDays = 30

/** How much is free, what it renews with, and by whose calendar. */
export function AccessFields({ form }: Props) {
  return (
    <section className="group">
      <h2>Reading</h2>
      <PeriodField form={form} />
      <div className="side">
        <SettingField form={form} name="allowance.visitors" kind="number" hint="Without an account." />
        <SettingField form={form} name="allowance.members" kind="number" hint="Who have signed up." />
      </div>
      <SettingField
        form={form}
        name="zone"
        list={Intl.supportedValuesOf('timeZone')}
        hint="Its midnight begins a day for the meter, for dates and for what is planned: Europe/Berlin, America/New_York."
      />
      <SettingField
        form={form}
        name="graceDays"
        kind="number"
        hint="For how long a subscription that renews itself goes on when a payment is late."
      />
    </section>
  )
}

/** Who is asked to sign up first, and which robots read. */
export function NetworkFields({ form }: Props) {
  return (
    <section className="group">
      <h2>Newcomers and robots</h2>
      <SettingField
        form={form}
        name="newVisitorsPerHour"
        kind="number"
        hint="The next one is asked to sign up first. 0 asks nobody."
      />
      <SettingField
        form={form}
        name="sharedNetworks"
        kind={{ lines: 2 }}
        hint="A library’s or a campus’s, which that never touches: 203.0.113.0/24, 2001:db8::/32"
      />
      <SettingField
        form={form}
        name="crawlers"
        kind={{ lines: 3 }}
        hint="One a line, with what proves it: Findbot: 192.0.2.0/24, findbot.example, ed25519:KEY"
      />
    </section>
  )
}

/** What subscribers may give to others. */
export function GiftFields({ form }: Props) {
  return (
    <section className="group">
      <h2>Gifts</h2>
      <div className="side">
        <SettingField form={form} name="giftsPerMonth" kind="number" hint="0 turns gifts off." />
        <SettingField form={form} name="giftDays" kind="number" />
        <SettingField form={form} name="giftOpenings" kind="number" hint="Then it pauses." />
        <SettingField form={form} name="giftOpeningsPerHour" kind="number" hint="0 for no limit." />
      </div>
    </section>
  )
}

/** How much the magazine lets itself quote, and how often it looks at what it has quoted. */
export function QuoteFields({ form }: Props) {
  return (
    <section className="group">
      <h2>Quoting</h2>
      <div className="side">
        <SettingField form={form} name="quotedPercent" kind="number" hint="0 for no limit." />
        <SettingField form={form} name="quotedWordsPerMonth" kind="number" hint="0 for no limit." />
        <SettingField form={form} name="quotedTooMuch" kind={{ choices: tooMuchNames }} />
        <SettingField form={form} name="watchMinutes" kind="number" hint="0 turns the source watch off." />
      </div>
    </section>
  )
}

function PeriodField({ form }: Props) {
  const id = useId()
  const text = form.typed?.period ?? ''
  const [kind = '', days = ''] = text.split(':')
  return (
    <div className="field">
      <label htmlFor={id}>{settingNames.period}</label>
      <div className="side">
        <select
          id={id}
          className="input"
          value={kind}
          aria-describedby={`${id}-hint`}
          onChange={({ target: { value } }) => form.set('period', value === 'rolling' ? `rolling:${usualDays}` : value)}
        >
          {Object.entries(periodNames).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {kind === 'rolling' ? (
          <input
            className="input narrow"
            aria-label="Days"
            inputMode="numeric"
            value={days}
            aria-invalid={form.problems.period !== undefined}
            aria-describedby={`${id}-hint`}
            onChange={({ target: { value } }) => form.set('period', `rolling:${value}`)}
          />
        ) : null}
      </div>
      <FieldHint
        id={`${id}-hint`}
        problem={form.problems.period}
        theirs={form.theirs.includes('period') ? (form.kept?.period ?? '') : null}
      />
    </div>
  )
}
