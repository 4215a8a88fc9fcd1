import { useId } from 'react'
import { accentsOf, contrastsOf } from '../../src/domain/accent.ts'
import type { Face } from '../../src/domain/face.ts'
import { ask } from '../api/ask.ts'
import { LogoPanel } from '../look/logo.tsx'
import { FrontPreview } from './front-preview.tsx'
import './look.css'
import { FieldHint } from './setting-field.tsx'
import { faceNames, settingNames } from './setting-names.ts'
import { SettingsPage } from './settings-page.tsx'
import { type SettingsForm, useSettings } from './use-settings.ts'

const faces: readonly [Face, string][] = [
  ['serif', 'A book face with its own small capitals and old-style figures. This is how the magazine is shipped.'],
  ['sans', 'A plain face of the same family of letters, for a drier tone.'],
  ['device', 'Whatever serif each reader’s device has. Nothing is fetched, so pages are lightest; small capitals are given up.'],
]

/** The magazine's colour and face, with the front page as they make it. */
export function LookPage() {
  const form = useSettings({
    group: 'look',
    load: (signal) => ask('showLook', {}, {}, signal),
    save: (change) => ask('changeLook', change),
    said: 'The look is saved; readers see it now.',
  })
  const accent = form.typed && !form.problems.accent ? form.typed.accent.trim().toLowerCase() : null
  return (
    <>
      <SettingsPage
        title="Look"
        form={form}
        beside={form.typed ? <FrontPreview accent={accent} face={form.typed.face as Face} /> : null}
      >
        <AccentField form={form} accent={accent} />
        <fieldset className="field faces">
          <legend className="label">{settingNames.face}</legend>
          {faces.map(([face, says]) => (
            <label key={face}>
              <input
                type="radio"
                name="face"
                checked={form.typed?.face === face}
                onChange={() => form.set('face', face)}
                aria-describedby={`face-${face}`}
              />
              <span className={`sample ${face}`}>{faceNames[face]}</span>
              <span className="soft small" id={`face-${face}`}>
                {says}
              </span>
            </label>
          ))}
        </fieldset>
      </SettingsPage>
      <LogoPanel />
    </>
  )
}

function AccentField({ form, accent }: { form: SettingsForm<'look'>; accent: string | null }) {
  const id = useId()
  const text = form.typed?.accent ?? ''
  return (
    <div className="field">
      <label htmlFor={id}>{settingNames.accent}</label>
      <div className="side">
        <input
          type="color"
          className="input colour"
          aria-label="Choose the accent"
          value={accent ?? '#000000'}
          onChange={(event) => form.set('accent', event.target.value)}
        />
        <input
          id={id}
          className="input narrow"
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={form.problems.accent !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => form.set('accent', event.target.value)}
        />
      </div>
      <FieldHint
        id={`${id}-hint`}
        problem={form.problems.accent}
        theirs={form.theirs.includes('accent') ? (form.kept?.accent ?? '') : null}
      >
        {accent ? consequenceOf(accent) : null}
      </FieldHint>
    </div>
  )
}

/** What becomes of a colour so that everybody can read it. */
function consequenceOf(accent: string): string {
  const { light } = accentsOf(accent)
  const contrasts = contrastsOf(accent)
  const on = (value: number) => `${value.toFixed(1)} to 1`
  const dark = `In the dark a pale form of it stands at ${on(contrasts.dark)}.`
  if (light === accent)
    return `It is used as it is: ${on(contrasts.light)} on paper, where 4.5 is the least that can be read. ${dark}`
  return `By itself it would stand at ${on(contrasts.given)} on paper. It is darkened to ${light}, which stands at ${on(contrasts.light)}. ${dark}`
}
