import type { Ctx } from './context.ts'

/** What a form sent, by field name; of a field sent twice the first counts. */
export type Form = (field: string) => string

const longestForm = 16_384
const formType = 'application/x-www-form-urlencoded'

/** Reads a form's fields. Null for what no form of ours sends: another type of content, or far too much of it. */
export async function readForm(c: Ctx): Promise<Form | null> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== formType) return null
  const text = await readText(c.req.raw.body)
  if (text === null) return null
  const fields = new URLSearchParams(text)
  return (field) => fields.get(field) ?? ''
}

/** The body as text; null once it is longer than any form of ours, and then the rest of it is not waited for. */
export async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  if (body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > longestForm) return null
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return new TextDecoder().decode(bytes)
}
