import { ask } from '../api/ask.ts'
import { SettingField } from './setting-field.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useSettings } from './use-settings.ts'

/** The magazine's name and what it says of itself. */
export function WordsPage() {
  const form = useSettings({
    group: 'words',
    load: (signal) => ask('showWords', {}, {}, signal),
    save: (change) => ask('changeWords', change),
    said: 'The words are saved; readers see them now.',
  })
  return (
    <SettingsPage title="Words" form={form}>
      <SettingField form={form} name="name" hint="On every page and in every mail." />
      <SettingField form={form} name="tagline" hint="One line under the name on the front page. It may be empty." />
      <SettingField form={form} name="imprint" hint="In the foot of every page, after the name. It may be empty." />
      <SettingField
        form={form}
        name="about"
        kind={{ lines: 10 }}
        hint="The about page: paragraphs, with an empty line between them. How the meter works is added by itself."
      />
      <SettingField
        form={form}
        name="contact"
        kind={{ lines: 4 }}
        hint="How to reach the magazine, on the subscribe page: paragraphs, with an empty line between them."
      />
      <SettingField
        form={form}
        name="mailFrom"
        hint="Empty for no-reply@ and the site’s own name. The mail server must be allowed to send from it."
      />
    </SettingsPage>
  )
}
