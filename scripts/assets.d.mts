/** Paths of the built files, by what a page needs them for. */
export type Manifest = Record<'stylesheet' | 'faces' | 'script' | 'passkeyScript' | 'font' | 'fontItalic' | 'icon', string>

export function buildAssets(options: { outDir: string }): Promise<Manifest>
export function minified(css: string): string
