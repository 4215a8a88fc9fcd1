import type { z } from 'zod'
import type { Ctx } from './context.ts'
import { readBytes } from './form.ts'

const usual = 16_384

/** Reads what a script of ours sent. Null for what none of them sends: another type of content, too much of it, or not of this shape. */
export async function readJson<Shape extends z.ZodType>(c: Ctx, shape: Shape): Promise<z.infer<Shape> | null> {
  const read = shape.safeParse(await readJsonText(c, usual))
  return read.success ? read.data : null
}

/** What JSON was sent, whatever its shape; undefined for another type of content, for what is no JSON, and for more of it than that. */
export async function readJsonText(c: Ctx, longest: number): Promise<unknown> {
  if (c.req.header('content-type')?.toLowerCase() !== 'application/json') return undefined
  const bytes = await readBytes(c, longest)
  return bytes === null ? undefined : parse(new TextDecoder().decode(bytes))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
