// Puts a new build in the place of the old one while a site may run on that. No dependency, any Node from 18 up.
import { existsSync, linkSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a running site loads when it is first needed: parts of the program and of the desk, each under a name that goes by its content. */
const loadedLater = ['chunks', 'desk/assets']
const keptMilliseconds = 30 * 24 * 60 * 60 * 1000

/**
 * Puts the folder `fresh` where `folder` is, in one move. What a site that was started before may still load is kept beside what is new, for
 * thirty days from when it was made: without it the desk of that site would break with the first command of the new version.
 */
export function replaceBuild(folder, fresh, now = Date.now()) {
  const old = `${fresh}-old`
  if (existsSync(folder)) {
    for (const part of loadedLater) keepFiles(join(folder, part), join(fresh, part), now - keptMilliseconds)
    renameSync(folder, old)
  }
  renameSync(fresh, folder)
  rmSync(old, { recursive: true, force: true })
}

function keepFiles(from, to, since) {
  if (!existsSync(from) || !existsSync(to)) return
  const present = new Set(readdirSync(to))
  for (const name of readdirSync(from)) {
    if (present.has(name) || name.endsWith('.map') || statSync(join(from, name)).mtimeMs < since) continue
    linkSync(join(from, name), join(to, name))
  }
}
