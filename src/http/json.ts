import type { z } from 'zod'
import type { Ctx } from './context.ts'
import { readBytes } from './form.ts'

const longest = 16_384

/** Reads what a script of ours sent. Null for what none of them sends: another type of content, too much of it, or not of this shape. */
export async function readJson<Shape extends z.ZodType>(c: Ctx, shape: Shape): Promise<z.infer<Shape> | null> {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/json') return null
  const bytes = await readBytes(c, longest)
  const read = bytes === null ? null : shape.safeParse(parse(new TextDecoder().decode(bytes)))
  return read?.success ? read.data : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
