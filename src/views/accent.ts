import { accentsOf } from '../domain/accent.ts'

/**
 * A stylesheet that makes the whole site speak in one colour (`#rrggbb`): as given where it is dark enough to read on paper, else
 * darkened in its own hue, and a pale form of it for the dark. Anything that isn't such a colour gives the shipped one.
 */
export function accentStylesheet(colour: string): string {
  const { light, dark } = accentsOf(colour)
  return `:root{--accent:${light}}@media (prefers-color-scheme:dark){:root{--accent:${dark}}}@media print{:root{--accent:#000}}`
}

/** The tile in the magazine's colour, for the browser's tab. */
export function accentIcon(colour: string): string {
  const { light, dark } = accentsOf(colour)
  const style = `rect{fill:${light}}@media (prefers-color-scheme:dark){rect{fill:${dark}}}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${style}</style><rect x="4" y="4" width="24" height="24"/></svg>`
}
