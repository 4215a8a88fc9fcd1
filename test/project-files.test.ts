import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { except, one, rule } from './support/rules/rule.ts'
import { projectRoot, readSources, type SourceFile } from './support/rules/source-file.ts'

const seeds = `${projectRoot}../shared/seeds`
const lines = /\.(tsx?|mjs|js|json|css|svg|html|md|txt|yml|sh)$/
const folders = ['.ci', '.github', 'bench', 'bin', 'desk', 'docs', 'public', 'samples', 'scripts', 'src', 'test']
const tree = [...readSources(folders, lines), ...topLevelFiles()]
const tests = readSources(['src', 'test'], /\.test\.tsx?$/)
const sentToReaders = readSources(['public'], /\.(js|css|svg)$/)
const sentToBrowsers = [...sentToReaders, ...readSources(['desk'], /\.(tsx?|css|html)$/)]

rule('no file names a place on the machine it was written on', placesOnThisMachine, tree, {
  broken: [one('docs/a.md', `see ${projectRoot}src`), one('docs/a.md', `see ${['', 'home', 'someone', 'tessera'].join('/')}`)],
  fine: [one('docs/a.md', 'see ./src/home/page')],
})

rule('the lock file names no place to fetch from, so that any registry will do', downloadAddresses, within('package-lock.json'), {
  broken: [one('package-lock.json', '{ "resolved": "https://registry.example/a.tgz" }')],
  fine: [one('package-lock.json', '{ "integrity": "sha512-abc" }')],
})

rule('what browsers are sent asks nobody else for anything', thirdParties, sentToBrowsers, {
  broken: [one('public/a.css', '@import url(//fonts.example/a.css)'), one('public/a.js', "load('https://cdn.example/a.js')")],
  fine: [one('public/a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), one('public/a.js', '// a comment\n')],
})

rule('the script reads nothing a browser could be known by, and keeps nothing [PW-12] [PW-23]', fingerprints, sentToReaders, {
  broken: [
    one('public/a.js', 'localStorage.setItem("left", 2)'),
    one('public/a.js', 'document.cookie = "left=2"'),
    one('public/a.js', 'navigator.userAgent'),
    one('public/a.js', 'canvas.toDataURL()'),
  ],
  fine: [one('public/a.js', 'const screenful = 1')],
})

rule(
  'no test is left out, but for those that read the seeds where they are',
  leftOut,
  except(tests, /^test\/project-files\.test\.ts$/),
  {
    broken: [
      one('test/a.test.ts', "test.skip('a', b)"),
      one('test/a.test.ts', "describe.only('a', b)"),
      one('test/a.test.ts', "test.skipIf(isSlow)('a', b)"),
    ],
    fine: [one('test/a.test.ts', "test.skipIf(!existsSync(seeds))('a', b)")],
  },
)

test('package.json has at most ten scripts', () => {
  const { scripts } = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as { scripts: Record<string, string> }
  expect(Object.keys(scripts).length).toBeLessThanOrEqual(10)
})

test('the script that browsers are sent stays small', () => {
  for (const { path, text } of readSources(['public'], /\.js$/)) expect(Buffer.byteLength(text), path).toBeLessThanOrEqual(6144)
})

test.skipIf(!existsSync(seeds))('nothing here is copied from the seeds', () => {
  const quoted = seedPhrases()
  expect(copied([{ path: 'docs/a.md', text: [...quoted][0] ?? '' }], quoted)).not.toEqual([])
  expect(copied(tree, quoted)).toEqual([])
})

function placesOnThisMachine(files: readonly SourceFile[]): string[] {
  const isLong = (path: string) => path.split('/').filter(Boolean).length > 1
  const own = [projectRoot, `${homedir()}/`].filter(isLong)
  const usual = /(?<![\w.])\/(home|Users)\/\w+\/|(?<![\w.])[A-Z]:\\Users\\/
  return files.filter(({ text }) => usual.test(text) || own.some((path) => text.includes(path))).map(({ path }) => path)
}

function downloadAddresses(files: readonly SourceFile[]): string[] {
  return files.filter(({ text }) => /"resolved"|https?:\/\/[^"]*\.tgz/.test(text)).map(({ path }) => path)
}

function thirdParties(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/(https?:)?\/\/[a-z0-9-]+\.[a-z0-9.-]+/gi)]
      .filter(([address]) => !address.startsWith('http://www.w3.org'))
      .map(([address]) => `${path}: ${address}`),
  )
}

function fingerprints(files: readonly SourceFile[]): string[] {
  const known =
    /\b(localStorage|sessionStorage|indexedDB|caches|document\.cookie|userAgent(Data)?|navigator\.(plugins|languages?|platform)|hardwareConcurrency|deviceMemory|toDataURL|getImageData|getContext|AudioContext|RTCPeerConnection|screen\.\w+|enumerateDevices)\b/
  return files.filter(({ path, text }) => path.endsWith('.js') && known.test(text)).map(({ path }) => path)
}

function leftOut(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:test|it|describe)\.(?:skip|only|todo|fails|skipIf|runIf)\b.*/g)]
      .filter(([call]) => !/skipIf\(/.test(call) || !/seeds/i.test(`${path} ${call}`))
      .map(([call]) => `${path}: ${call}`),
  )
}

/** Every eight words in a row of the seeds' own prose; the notices and sign-posts are the product's words and so left out. */
function seedPhrases(): Set<string> {
  const signposts = /^(You have|Read more at|More about|Sign up|Subscribe)/
  const prose = readdirSync(seeds).flatMap((name) =>
    readFileSync(`${seeds}/${name}`, 'utf8')
      .split('\n')
      .filter((line) => !signposts.test(line)),
  )
  return new Set(prose.flatMap(phrasesOf))
}

function copied(files: readonly SourceFile[], phrases: ReadonlySet<string>): string[] {
  return files.flatMap(({ path, text }) =>
    phrasesOf(text)
      .filter((phrase) => phrases.has(phrase))
      .map((phrase) => `${path}: ${phrase}`),
  )
}

function phrasesOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.slice(7).map((_, index) => words.slice(index, index + 8).join(' '))
}

function topLevelFiles(): SourceFile[] {
  const names = readdirSync(projectRoot, { withFileTypes: true }).filter((entry) => entry.isFile() && lines.test(entry.name))
  return names.map(({ name }) => ({ path: name, text: readFileSync(`${projectRoot}${name}`, 'utf8') }))
}

function within(name: string): SourceFile[] {
  return tree.filter(({ path }) => path === name)
}
