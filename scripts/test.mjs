// `npm test`: every check there is, in order, each one whatever became of the one before. More arguments go to vitest:
// `npm test -- test/data`. The last line printed is `N passed, N failed`; a check counts as one, like a test.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, findNode } from './bootstrap.mjs'
import { environmentFor, main, readIfThere, root, SetupError, say } from './process.mjs'

const checks = [
  { what: 'types', program: 'typescript/bin/tsc', args: ['-p', 'tsconfig.json'] },
  { what: 'types of the domain, which knows no platform', program: 'typescript/bin/tsc', args: ['-p', 'tsconfig.domain.json'] },
  { what: 'types of the desk, which runs in a browser', program: 'typescript/bin/tsc', args: ['-p', 'desk/tsconfig.json'] },
  { what: 'lint and format', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'] },
  { what: 'unused files, exports and packages', program: 'knip/bin/knip.js', args: [] },
]

const total = { passed: 0, failed: 0, skipped: 0 }

await main(async () => {
  try {
    await ensureInstalled({ development: true })
    const node = findNode()
    await check('build', ensureBuilt)
    for (const { what, program, args } of checks) await check(what, () => runCheck(node, program, args))
    runTests(node)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    total.failed += 1
  }
  if (total.skipped > 0) console.log(`${total.skipped} skipped`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
})

async function check(what, body) {
  const started = Date.now()
  console.log(`${what} ...`)
  try {
    await body()
    total.passed += 1
    console.log(`  ok, ${((Date.now() - started) / 1000).toFixed(1)} s`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    total.failed += 1
    console.log(`  FAILED: ${what}\n${error.message}`)
  }
}

function runCheck(node, program, args) {
  const file = join(root, 'node_modules', program)
  const { status, stdout, stderr } = spawnSync(node, [file, ...args], { cwd: root, env: environmentFor(node), encoding: 'utf8' })
  if (status !== 0) throw new SetupError(`${stdout}${stderr}`)
}

function runTests(node) {
  console.log('tests ...')
  const tally = join(tmpdir(), `tessera-tally-${process.pid}.json`)
  const reporters = ['--reporter=default', '--reporter=./test/support/reporter.ts']
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)]
  const { status } = spawnSync(node, args, {
    cwd: root,
    env: { ...environmentFor(node), TEST_TALLY_FILE: tally },
    stdio: 'inherit',
  })
  const { passed, failed, skipped } = JSON.parse(readIfThere(tally) ?? '{"passed":0,"failed":0,"skipped":0}')
  rmSync(tally, { force: true })
  total.passed += passed
  // A run that ends badly without a failed test broke as a whole: no such file, no database, a crash.
  total.failed += status !== 0 && failed === 0 ? 1 : failed
  total.skipped += skipped
}
