import { execFile } from 'node:child_process'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

/** A Chromium that runs here; `env` is what it needs besides the environment there is. */
export type Chromium = { executablePath: string; env: Record<string, string> }

const require = createRequire(import.meta.url)
const run = promisify(execFile)
const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))

/** Finds the Chromium named by $CHROMIUM, or the system's, or the one in the npm package, unpacked once (about 3 s, 250 MB). */
export async function findChromium(): Promise<Chromium> {
  const named = process.env.CHROMIUM
  if (named) {
    if (await runs(named)) return { executablePath: named, env: {} }
    throw new Error(`CHROMIUM names ${named}, which does not run`)
  }
  for (const path of systemPaths()) if (existsSync(path) && (await runs(path))) return { executablePath: path, env: {} }
  return packagedChromium()
}

async function packagedChromium(): Promise<Chromium> {
  const folder = await unpacked()
  const executablePath = join(folder, 'chromium')
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_FILE: join(folder, 'own-fonts.conf') }
  for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') }]) {
    if (await runs(executablePath, env)) return { executablePath, env }
  }
  throw new Error('No Chromium runs here, and the tests need one. Install one, or name it in the variable CHROMIUM.')
}

/** Unpacks into a folder of its own and moves it into place whole, so that two runs at once can't see half of it. */
async function unpacked(): Promise<string> {
  const pack = dirname(dirname(require.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string }
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  console.log('Unpacking Chromium, once ...')
  const fresh = mkdtempSync(join(cache, 'unpacking-'))
  const unpack = (name: string, to: NodeJS.WritableStream) =>
    pipeline(createReadStream(join(pack, 'bin', name)), createBrotliDecompress({ chunkSize: 1 << 21 }), to)
  try {
    await Promise.all([
      unpack('chromium.br', createWriteStream(join(fresh, 'chromium'), { mode: 0o755 })),
      ...['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'].map((name) => unpack(name, extract(fresh))),
    ])
    // The package's own list of folders names places of another system.
    writeFileSync(join(fresh, 'own-fonts.conf'), '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>\n')
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

async function runs(path: string, env: Record<string, string> = {}): Promise<boolean> {
  return run(path, ['--version'], { env: { ...process.env, ...env }, timeout: 20_000 }).then(
    () => true,
    () => false,
  )
}

function systemPaths(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const applications = ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...applications]
}
