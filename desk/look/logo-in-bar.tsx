import { useSyncExternalStore } from 'react'
import type { Logo } from '../../src/http/desk-api/contract-pictures.ts'
import { LogoImage } from '../parts/picture.tsx'
import '../parts/pictures.css'
import { useScheme } from '../shell/scheme.ts'

const box = { width: 200, height: 28 }
const dark = matchMedia('(prefers-color-scheme: dark)')

/** The magazine's logo at the head of the desk: the one for the dark where it is dark, or the other on its paper. */
export function LogoInBar({ logo, name }: { logo: NonNullable<Logo>; name: string }) {
  const [scheme] = useScheme()
  const isSystemDark = useSyncExternalStore(watchSystem, () => dark.matches)
  const isDark = scheme === 'dark' || (scheme === 'system' && isSystemDark)
  const isPlated = isDark && logo.dark === null
  const picture = (isDark ? logo.dark : null) ?? logo.light
  return <LogoImage picture={picture} box={box} alt={name} className={isPlated ? 'logo plated' : 'logo'} />
}

function watchSystem(tell: () => void) {
  dark.addEventListener('change', tell)
  return () => dark.removeEventListener('change', tell)
}
