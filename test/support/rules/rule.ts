import { expect, test } from 'vitest'
import { readSources, type SourceFile } from './source-file.ts'

export const product = readSources(['src', 'desk'], /(?<!\.test|\.d)\.tsx?$/)
export const shipped = [...product, ...readSources(['public'], /\.js$/)]
export const code = [
  ...readSources(['src', 'desk', 'test', 'bench', 'bin', 'scripts'], /\.(tsx?|mjs)$/),
  ...readSources(['public'], /\.js$/),
]

type Check = (files: readonly SourceFile[]) => string[]
type Examples = { broken: SourceFile[][]; fine: SourceFile[][] }

/** A test of a rule over `files`. A rule is worth something only if it can fail: its examples show what it refuses and what it lets through. */
export function rule(sentence: string, check: Check, files: readonly SourceFile[], { broken, fine }: Examples) {
  test(sentence, () => {
    for (const example of broken) expect(check(example), `must be refused: ${example[0]?.text}`).not.toEqual([])
    for (const example of fine) expect(check(example), `must be let through: ${example[0]?.text}`).toEqual([])
    expect(check(files)).toEqual([])
  })
}

/** An example of one file. */
export function one(path: string, text: string): SourceFile[] {
  return [{ path, text }]
}

export function within(files: readonly SourceFile[], paths: RegExp): SourceFile[] {
  return files.filter(({ path }) => paths.test(path))
}

export function except(files: readonly SourceFile[], paths: RegExp): SourceFile[] {
  return files.filter(({ path }) => !paths.test(path))
}
