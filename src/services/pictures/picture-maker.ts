import { fork } from 'node:child_process'
import type { PictureKind, Size } from '../../domain/picture.ts'
import type { PictureProblem } from '../../domain/picture-sentences.ts'
import { fileTypeOf, isRaster, type RasterType } from '../../domain/picture-type.ts'
import { createLine } from '../../kit/waiting-line.ts'

/** One file made of a picture. `width` is what it is named after. */
export type MadeFile = { width: number | 'icon'; ending: 'webp' | 'jpg' | 'png'; bytes: Uint8Array }

/** `size` is that of the largest file. `reason` is for the log. */
export type PictureMade =
  | { kind: 'made'; size: Size; files: MadeFile[] }
  | { kind: 'refused'; problem: PictureProblem; reason: string | null }

/** Makes the files that readers are sent of a file that somebody chose. Never throws. */
export type PictureMaker = { makePicture: (bytes: Uint8Array, kind: PictureKind) => Promise<PictureMade> }

/** What the other process is given. */
export type PictureJob = { bytes: Uint8Array; type: RasterType; kind: PictureKind }

/** `worker` is the file that the other process runs, built or as source. How long (ms) it has is only given in tests. */
export type PictureMakerOptions = { worker: string | URL; patience?: number }

const usual = { patience: 20_000 }
const inTurn = { atOnce: 1, waiting: 4 }

/**
 * Makes each picture in a process of its own, one after the other, and ends it afterwards. What decodes pictures is native code: a thread
 * couldn’t be stopped in the middle of it, nor survive what it does wrong, and its memory would stay. Nothing of it is loaded before the
 * first picture.
 */
export function createPictureMaker(options: PictureMakerOptions): PictureMaker {
  const { worker, patience } = { ...usual, ...options }
  const line = createLine(inTurn)
  return {
    makePicture: async (bytes, kind) => {
      const type = fileTypeOf(bytes)
      if (!isRaster(type)) return refused(type === 'svg' ? 'drawing' : type === 'heic' ? 'heic' : 'not-a-picture')
      const end = await line.take(AbortSignal.timeout(patience))
      if (!end) return refused('busy')
      return inProcess(worker, { bytes, type, kind }, patience).finally(end)
    },
  }
}

function refused(problem: PictureProblem, reason: string | null = null): PictureMade {
  return { kind: 'refused', problem, reason }
}

async function inProcess(file: string | URL, job: PictureJob, patience: number): Promise<PictureMade> {
  const child = fork(file, [], {
    // A stranger’s file is read there: none of the machine’s settings, none of this program’s flags, no word on its output.
    env: {},
    execArgv: ['--max-old-space-size=64'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const made = new Promise<PictureMade>((resolve) => {
    const unreadable = (reason: string) => resolve(refused('unreadable', reason))
    child.on('message', (answer) => resolve(answer as PictureMade))
    child.on('error', (error) => resolve(refused('unavailable', String(error))))
    child.on('exit', (code, signal) => unreadable(`the process ended with ${signal ?? code}`))
    timer = setTimeout(() => resolve(refused('too-long', `not made within ${patience} ms`)), patience)
    child.send(job, (error) => error && unreadable(String(error)))
  })
  const result = await made
  clearTimeout(timer)
  child.kill('SIGKILL')
  return result
}
