import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

type Tally = { passed: number; failed: number; skipped: number }

/** Leaves the run's figures as JSON in the file named by TEST_TALLY_FILE, where `npm test` adds them to its own. */
class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
    const file = process.env.TEST_TALLY_FILE
    if (file) writeFileSync(file, JSON.stringify(tally(modules, unhandled)))
  }
}

// vitest asks for a default export here.
export { TallyReporter as default }

// What broke outside any test (a file that doesn't load, a hook, a stray rejection) counts as one failure each.
function tally(modules: readonly TestModule[], unhandled: readonly SerializedError[]): Tally {
  const counts = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 }
  for (const module of modules) {
    for (const test of module.children.allTests()) counts[test.result().state] += 1
    for (const suite of [module, ...module.children.allSuites()]) counts.failed += suite.errors().length
  }
  const { passed, failed, skipped, pending } = counts
  return { passed, failed: failed + pending, skipped }
}
