import { ask } from '../api/ask.ts'
import { Account } from './account.tsx'
import { AccessFields, GiftFields, NetworkFields, QuoteFields } from './meter-fields.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useSettings } from './use-settings.ts'

/** The policy: who may read how much, by whose clock. Beside it stands what each kind of reader will meet, before it is saved. */
export function MeterPage() {
  const form = useSettings({
    group: 'meter',
    load: (signal) => ask('showMeter', {}, {}, signal),
    save: (change) => ask('changeMeter', change),
    said: 'The policy is saved, and holds for every reader from now on.',
  })
  return (
    <SettingsPage title="Meter" form={form} isSensitive beside={<Account form={form} />}>
      <AccessFields form={form} />
      <NetworkFields form={form} />
      <GiftFields form={form} />
      <QuoteFields form={form} />
    </SettingsPage>
  )
}
