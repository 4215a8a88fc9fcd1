// `npm run bench`: what a request costs, against a bare node:http server that checks one signed cookie, sets one and sends the same
// bytes; how long a start takes; how much memory it needs; and whether any of that grows with the magazine or its ledger.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startClient } from './client.ts'
import { magazineFolder, type Size } from './magazine.ts'
import { printGrowth, printScenarios, printTargets, ratioOf, type Target } from './report.ts'
import { type Effort, measure, prepareBare, prepareSite, type Samples, type Site } from './rounds.ts'
import { say } from './say.ts'
import { startBare, startTessera } from './servers.ts'
import { measureStartUp } from './start-up.ts'

const usage = 'npm run bench -- [--quick | --full]'
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, full: { type: 'boolean', default: false } },
})

// Many short rounds rather than a few long ones: a machine that others use is seldom alike for long.
const effort: Effort = values.quick ? { rounds: 7, requests: 1_000 } : { rounds: 21, requests: 1_000 }
const base: Size = { picks: 1_000, readings: 1_000 }
/** Each is measured beside the base, so that the ratio between the two says whether the cost grows. */
const larger: Size[] = values.quick
  ? [{ picks: 10_000, readings: 100_000 }]
  : values.full
    ? [
        { picks: 100, readings: 1_000 },
        { picks: 100_000, readings: 1_000 },
        { picks: 1_000, readings: 5_000_000 },
      ]
    : [
        { picks: 100, readings: 1_000 },
        { picks: 20_000, readings: 1_000 },
        { picks: 1_000, readings: 1_000_000 },
      ]
const startUpPicks = 10_000
/** A server gives memory back once it has been quiet for one to two minutes. */
const quietMilliseconds = 125_000
const nameOf = ({ picks, readings }: Size) => `${picks.toLocaleString('en')} picks, ${readings.toLocaleString('en')} readings`

say(
  `${usage}; Node ${process.version}, ${availableParallelism()} cores. Ratios hold within one run; the rest depends on the machine.`,
)
const { samples, rssInTheLoad, rssBytes } = await measureCosts()
const started = await measureStart()
printScenarios(samples, nameOf(base))
printGrowth(samples, nameOf(base), larger.map(nameOf))
printTargets(targetsOf(samples))
say(`Largest resident memory of a server at the end of the load: ${(rssInTheLoad / 1e6).toFixed(0)} MB`)

async function measureCosts(): Promise<{ samples: Samples; rssInTheLoad: number; rssBytes: number }> {
  const client = startClient()
  // All of them first: making one may take minutes, and a server that has stood still for so long is no longer warm (`give-back-memory.ts`).
  const magazines = []
  for (const size of [base, ...larger]) {
    say(`Making: ${nameOf(size)}`)
    magazines.push({ size, ...(await magazineFolder(size)) })
  }
  const sites: Site[] = []
  for (const { size, folder } of magazines) {
    say(`Warming up: ${nameOf(size)}`)
    sites.push(await prepareSite(client, await startTessera(nameOf(size), { folder }), size.picks))
  }
  const bare = await startBare()
  const [first] = sites
  if (first) await prepareBare(client, bare, first)
  say(`Measuring ${sites.length + 1} servers in turn`)
  const measured = await measure(client, { sites, bare, effort })
  const largest = async () =>
    Math.max(...(await Promise.all(sites.map(({ server }) => server.usage()))).map((used) => used.rssBytes))
  const rssInTheLoad = await largest()
  say('Waiting two minutes, until memory has been given back')
  await new Promise((resolve) => setTimeout(resolve, quietMilliseconds))
  const rssBytes = await largest()
  for (const server of [...sites.map((site) => site.server), bare]) await server.stop()
  client.stop()
  for (const { remove } of magazines) remove()
  return { samples: measured, rssInTheLoad, rssBytes }
}

async function measureStart() {
  say(`Starting with ${startUpPicks.toLocaleString('en')} picks`)
  const { folder, remove } = await magazineFolder({ picks: startUpPicks, readings: 1_000 })
  const time = await measureStartUp(folder, values.quick ? 3 : 5)
  remove()
  return time
}

function targetsOf(measured: Samples): Target[] {
  const costs = [...measured].flatMap(([scenario, byServer]) => {
    return scenario.limit === null
      ? []
      : [
          {
            what: `${scenario.name}: CPU, times the bare server`,
            value: ratioOf(byServer, nameOf(base)),
            limit: scenario.limit,
          },
        ]
  })
  return [
    ...costs,
    { what: 'first 200 on a pick after a warm start with 10,000 picks, ms', value: started.pick, limit: 1_000 },
    { what: 'first 200 on the front page after a warm start with 10,000 picks, ms', value: started.front, limit: 1_000 },
    { what: 'largest resident memory of a server two minutes after the load, MB', value: rssBytes / 1e6, limit: 150 },
  ]
}
