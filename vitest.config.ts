import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/global.ts',
    setupFiles: 'test/support/same-cases.ts',
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    // Only for what hangs: on a machine that does much else everything takes many times as long.
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
