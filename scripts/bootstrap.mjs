// What every command of this project needs before it can begin: the packages the lock file lists, a built `dist/`, and a Node
// that is new enough. No dependency, any Node from 18 up; when all is there it costs a few milliseconds.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join, relative } from 'node:path'
import { readIfThere, root, runStep, SetupError, withTurn } from './process.mjs'

const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const installStamp = join(modules, '.tessera-install')
const neededNode = [24, 15]

/** Installs what the lock file lists unless it is there already. A shipped copy without a lock file is taken as it is. */
export async function ensureInstalled({ development = false } = {}) {
  if (isInstalled(development)) return
  await withTurn('install', async () => {
    if (isInstalled(development)) return
    // --include=dev because NODE_ENV=production would leave out the compiler this is about to need.
    const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const npm = npmCommand()
    const status = await runStep('Installing what package-lock.json lists', npm.command, [...npm.args, ...args], {
      quietFor: 0,
      shell: npm.shell,
    })
    if (status !== 0) throw new SetupError(`npm ci ended with code ${status}, so nothing was started`)
    writeFileSync(installStamp, installFingerprint())
  })
}

/** Builds `dist/` unless it was built from exactly these sources. A shipped copy without sources is taken as it is. */
export async function ensureBuilt() {
  if (isBuilt()) return
  await ensureInstalled({ development: true })
  await withTurn('build', async () => {
    if (isBuilt()) return
    const status = await runStep('Building', findNode(), [join(root, 'scripts/build.mjs'), '--in-turn'])
    if (status !== 0) throw new SetupError('The build failed, so nothing was started')
  })
}

/** Changes when the contents of anything change that the build reads; times and places do not matter. */
export function buildFingerprint() {
  const scripts = readdirSync(join(root, 'scripts')).filter((name) => /^(build|assets|desk|font[a-z-]*)\.mjs$/.test(name))
  const single = [
    'package.json',
    'package-lock.json',
    'rolldown.config.mjs',
    'tsconfig.json',
    ...scripts.map((name) => `scripts/${name}`),
  ]
  const folders = ['src', 'public', 'desk'].map((name) => join(root, name))
  const files = [...folders.flatMap(filesUnder), ...single.map((name) => join(root, name))]
  const hash = createHash('sha256')
  for (const file of files) {
    if (/\.test\.tsx?$/.test(file)) continue
    const bytes = readFileSync(file)
    hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** The Node to run everything else with: this one, the one among the packages, or a later one on PATH. */
export function findNode() {
  if (isNewEnough(process.version)) return process.execPath
  const packaged = packagedNode()
  if (packaged) return packaged
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
    if (folder && existsSync(candidate) && isNewEnough(versionOf(candidate))) return candidate
  }
  const needed = neededNode.join('.')
  throw new SetupError(
    `Node.js ${needed} or later is needed. This is ${process.version}, and there is no packaged one for ${process.platform}-${process.arch}.\n` +
      `Install Node.js ${needed} or later and try again.`,
  )
}

function isBuilt() {
  if (!existsSync(join(root, 'dist/cli.js'))) return false
  return !existsSync(join(root, 'src')) || readIfThere(join(root, 'dist/.stamp')) === buildFingerprint()
}

function isInstalled(development) {
  if (!existsSync(lockFile)) return true
  return readIfThere(installStamp) === installFingerprint() || matchesLock(development)
}

// npm keeps its own record of what it put into node_modules; the stamp holds only as long as that record does.
function installFingerprint() {
  const record = readIfThere(join(modules, '.package-lock.json'))
  return record === null ? '' : createHash('sha256').update(readFileSync(lockFile)).update(record).digest('hex')
}

// For a node_modules that somebody made with npm by hand: what is there already is not installed again.
function matchesLock(development) {
  const record = readIfThere(join(modules, '.package-lock.json'))
  if (record === null) return false
  const present = JSON.parse(record).packages ?? {}
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).every(([path, entry]) => {
    const found = present[path]
    if (path === '' || (entry.dev && !development)) return true
    if (found) return found.version === entry.version && found.integrity === entry.integrity
    return (entry.optional || entry.devOptional) && !isForThisMachine(entry)
  })
}

function isForThisMachine({ os, cpu, libc }) {
  if (libc || !(os || cpu)) return false
  return (os ?? [process.platform]).includes(process.platform) && (cpu ?? [process.arch]).includes(process.arch)
}

function npmCommand() {
  const current = process.env.npm_execpath
  if (current && basename(current) === 'npm-cli.js') return { command: process.execPath, args: [current], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

function packagedNode() {
  try {
    const name = `node-${process.platform}-${process.arch}/package.json`
    return join(dirname(createRequire(join(root, 'package.json')).resolve(name)), 'bin/node')
  } catch {
    return null
  }
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])
}

function versionOf(node) {
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]))
}
