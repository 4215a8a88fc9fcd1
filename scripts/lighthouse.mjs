// `npm run lighthouse`: Lighthouse's four scores for the front page and a pick page of the sample magazine. Lighthouse itself is
// fetched by npx, because nothing else needs it. Exit code 1 when a score is below what is promised.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap.mjs'
import { environmentFor, main, SetupError } from './process.mjs'
import { chromiumOptions, withSampleSite } from './sample-site.mjs'

const lighthouse = 'lighthouse@13.5.0'
const promised = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 }
const pages = { 'front page': '/', 'pick page': '/picks/the-footbridge-and-its-thirty-one-owners' }

await main(async () => {
  await ensureBuilt()
  const chromium = await chromiumOptions()
  const folder = mkdtempSync(join(tmpdir(), 'tessera-lighthouse-'))
  try {
    return await withSampleSite(async (address) => {
      const met = Object.entries(pages).map(([name, path]) => report(name, scoresOf(address + path, { chromium, folder })))
      return met.every(Boolean) ? 0 : 1
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function scoresOf(url, { chromium, folder }) {
  const file = join(folder, 'report.json')
  const only = `--only-categories=${Object.keys(promised).join(',')}`
  const flags = `--chrome-flags=${chromium.args.join(' ')}`
  const { status, stderr } = spawnSync(
    'npx',
    ['--yes', lighthouse, url, '--quiet', '--output=json', `--output-path=${file}`, only, flags],
    {
      env: { ...environmentFor(process.execPath), ...chromium.env, CHROME_PATH: chromium.executablePath },
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new SetupError(`Lighthouse ended with code ${status}\n${stderr}`)
  const { categories } = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(Object.keys(promised).map((name) => [name, Math.round(categories[name].score * 100)]))
}

function report(name, scores) {
  console.log(
    `${name}: ${Object.entries(scores)
      .map(([category, score]) => `${category} ${score}`)
      .join(', ')}`,
  )
  return Object.entries(promised).every(([category, least]) => scores[category] >= least)
}
