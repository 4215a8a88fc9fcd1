import type { Ctx } from './context.ts'
import { readBytes } from './form.ts'

const sentAs = 'application/octet-stream'

/** The file that a script of ours sent; undefined for another type of content. Whatever it was called and called itself is left behind. */
export async function readFileBody(c: Ctx, most: number): Promise<File | 'too-large' | undefined> {
  if (c.req.header('content-type')?.toLowerCase() !== sentAs) return undefined
  const bytes = await readBytes(c, most)
  return bytes === null ? 'too-large' : new File([new Uint8Array(bytes)], '')
}
