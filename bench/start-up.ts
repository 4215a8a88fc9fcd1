import { median } from './client.ts'
import { firstAnswer, freePort, startProgram } from './servers.ts'
import { slugOfPick } from './text.ts'

/** How long it takes from starting the program to the first 200, in milliseconds. */
export type StartUp = { pick: number; front: number }

/** Starts the program several times on a folder that was served before, and gives the medians. */
export async function measureStartUp(folder: string, times: number): Promise<StartUp> {
  await startOnce(folder, '/')
  const pick: number[] = []
  const front: number[] = []
  for (let time = 0; time < times; time++) {
    pick.push(await startOnce(folder, `/picks/${slugOfPick(17)}`))
    front.push(await startOnce(folder, '/'))
  }
  return { pick: median(pick), front: median(front) }
}

async function startOnce(folder: string, path: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = startProgram({ folder }, port)
  const answered = await firstAnswer(port, path, 200)
  await new Promise((done) => {
    child.once('exit', done)
    child.kill('SIGTERM')
  })
  return answered - began
}
