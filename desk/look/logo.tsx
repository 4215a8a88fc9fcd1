import { useMutation } from '@tanstack/react-query'
import type { Logo, Picture } from '../../src/http/desk-api/contract-pictures.ts'
import { ask } from '../api/ask.ts'
import { meQuery, useMe } from '../api/me.ts'
import { queries } from '../api/queries.ts'
import { LogoImage } from '../parts/picture.tsx'
import { PictureDrop } from '../parts/picture-drop.tsx'
import { say, sayProblem } from '../shell/notices.tsx'

const shown = { width: 280, height: 56 }

/** The magazine's logo: put there, looked at on both grounds, taken away. Readers see each change at once; all can be taken back. */
export function LogoPanel() {
  const { logo } = useMe().magazine
  const { mutateAsync } = useMutation({
    mutationFn: (next: Logo) => ask('changeLogo', namesOf(next)),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
  const change = async (next: Logo, said: string) => {
    await mutateAsync(next)
    say(said, { undo: () => void mutateAsync(logo).catch(sayProblem) })
  }
  const put = async (file: File, where: 'light' | 'dark') => {
    const picture = await ask('uploadLogo', file)
    const next = where === 'light' || !logo ? { light: picture, dark: logo?.dark ?? null } : { ...logo, dark: picture }
    await change(next, 'The logo is changed. Readers see it now.')
  }
  const remove = (next: Logo) => void change(next, 'It is removed.').catch(sayProblem)
  return (
    <section className="logo-panel" aria-label="Logo">
      <p className="hint">
        It stands in the place of the name at the head of every page. A square one is also what the browser’s tab shows. Mails go
        by the name: a mail that loads a picture tells who has opened it.
      </p>
      <div className="field">
        <p className="label">On paper</p>
        <PictureDrop
          label="Logo on paper"
          button={logo ? 'Choose another logo' : 'Choose a logo'}
          onFile={(file) => put(file, 'light')}
        >
          {logo ? <OnPaper picture={logo.light} /> : null}
        </PictureDrop>
        {logo ? (
          <button type="button" className="plain" onClick={() => remove(null)}>
            Go by the name alone
          </button>
        ) : null}
      </div>
      {logo ? (
        <DarkField logo={logo} onFile={(file) => put(file, 'dark')} onRemove={() => remove({ ...logo, dark: null })} />
      ) : null}
    </section>
  )
}

type DarkProps = { logo: NonNullable<Logo>; onFile: (file: File) => Promise<void>; onRemove: () => void }

function DarkField({ logo, onFile, onRemove }: DarkProps) {
  return (
    <div className="field">
      <p className="label">In the dark</p>
      <PictureDrop label="Logo in the dark" button="Choose one for the dark" onFile={onFile}>
        <InDark logo={logo} />
      </PictureDrop>
      {logo.dark ? (
        <button type="button" className="plain" onClick={onRemove}>
          Have only one
        </button>
      ) : (
        <p className="hint">Without one of its own it stands on a piece of paper there.</p>
      )}
    </div>
  )
}

function OnPaper({ picture }: { picture: Picture }) {
  return (
    <div className="on-paper">
      <LogoImage picture={picture} box={shown} alt="The logo on paper" />
    </div>
  )
}

function InDark({ logo: { light, dark } }: { logo: NonNullable<Logo> }) {
  return (
    <div className="in-dark">
      <LogoImage picture={dark ?? light} box={shown} alt="The logo in the dark" {...(dark ? {} : { className: 'plated' })} />
    </div>
  )
}

function namesOf(logo: Logo) {
  return { light: logo?.light.name ?? null, dark: logo?.dark?.name ?? null }
}
