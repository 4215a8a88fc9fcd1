import type { z } from 'zod'
import type { Ctx } from './context.ts'
import { readText } from './form.ts'

/** Reads what a script of ours sent. Null for what none of them sends: another type of content, too much of it, or not of this shape. */
export async function readJson<Shape extends z.ZodType>(c: Ctx, shape: Shape): Promise<z.infer<Shape> | null> {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/json') return null
  const text = await readText(c.req.raw.body)
  const read = text === null ? null : shape.safeParse(parse(text))
  return read?.success ? read.data : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
