/** Paths of the built files, by what a page needs them for. */
export type Manifest = Record<Style | 'script' | 'passkeyScript' | Font | 'icon', string>
type Style = 'stylesheet' | 'faceSans' | 'faceDevice' | 'faces'
type Font = 'font' | 'fontItalic' | 'fontSans' | 'fontSansItalic'

export function buildAssets(options: { outDir: string }): Promise<Manifest>
export function minified(css: string): string
