import { useQuery } from '@tanstack/react-query'
import { en } from '../../src/domain/language/en.ts'
import { withNotices } from '../../src/domain/notices.ts'
import type { PeriodKind } from '../../src/domain/policy.ts'
import { magazineFrom } from '../../src/domain/settings.ts'
import { ask } from '../api/ask.ts'
import { Newsletters } from './newsletters.tsx'
import { SettingField } from './setting-field.tsx'
import { SettingsPage } from './settings-page.tsx'
import { type SettingsForm, useSettings } from './use-settings.ts'

const examples = [5, 2, 1, 0]
const month: PeriodKind = { kind: 'month' }

/** The sentences under a counted pick, in the magazine's own words, and the newsletters. */
export function NoticesPage() {
  const meter = useMeterPeriod()
  const form = useSettings({
    group: 'notices',
    load: (signal) => ask('showNotices', {}, {}, signal),
    save: (change) => ask('changeNotices', change),
    said: 'The notices are saved; readers see them now.',
  })
  return (
    <>
      <SettingsPage title="Notices & newsletters" form={form} beside={<Examples form={form} />}>
        <section className="group">
          <h2>Under a pick that was counted</h2>
          <p className="soft small">
            A field left empty keeps our words. {'{left}'} stands for the number, {'{period}'} for “{en.notice.period(meter)}”, as
            the meter has it.
          </p>
          <SettingField form={form} name="notice.other" hint={ours(5, meter)} />
          <SettingField form={form} name="notice.one" hint={ours(1, meter)} />
          <SettingField form={form} name="notice.none" hint={ours(0, meter)} />
          <SettingField form={form} name="notice.signUp" hint={`Ours: ${en.notice.signUp}`} />
          <SettingField form={form} name="notice.subscribe" hint={`Ours: ${en.notice.subscribe}`} />
        </section>
      </SettingsPage>
      <Newsletters />
    </>
  )
}

function ours(left: number, period: PeriodKind): string {
  return `Ours: ${en.notice.left(left, period)}`
}

/** What is typed, as readers would meet it. What can't be used yet is shown in our words. */
function Examples({ form }: { form: SettingsForm<'notices'> }) {
  const meter = useMeterPeriod()
  if (!form.typed) return null
  const { notice } = withNotices(en, magazineFrom(form.typed).notices)
  return (
    <aside className="account" aria-label="As readers meet it">
      <h2>As readers meet it</h2>
      <div aria-live="polite">
        {examples.map((left) => (
          <p key={left} className="notice-example">
            {notice.left(left, meter)}
          </p>
        ))}
        <p className="notice-example">
          <u>{notice.signUp}</u>
        </p>
        <p className="notice-example">
          <strong>{notice.subscribe}</strong>
        </p>
      </div>
    </aside>
  )
}

function useMeterPeriod(): PeriodKind {
  const { data } = useQuery({ queryKey: ['magazine', 'meter'], queryFn: ({ signal }) => ask('showMeter', {}, {}, signal) })
  return data ? magazineFrom(data.texts).policy.period : month
}
