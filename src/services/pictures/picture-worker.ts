import type { PictureJob, PictureMade } from './picture-maker.ts'

// One picture, one answer. What goes wrong here ends this process and nothing else.
process.once('message', (job: PictureJob) => {
  make(job).then((made) => process.send?.(made, () => process.disconnect()))
})
process.once('disconnect', () => process.exit())

async function make(job: PictureJob): Promise<PictureMade> {
  const maker = await import('./make-picture.ts').catch((error: unknown) => String(error))
  return typeof maker === 'string' ? { kind: 'refused', problem: 'unavailable', reason: maker } : maker.makePicture(job)
}
