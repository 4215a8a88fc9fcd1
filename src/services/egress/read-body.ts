import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliDecompress, createUnzip, createZstdDecompress } from 'node:zlib'

/** How much is read of an answer, in bytes: as it comes, and unpacked. */
export type BodyLimits = { wire: number; decoded: number }

/** `broken`: it ended early, or isn't what it says. */
export type BodyRead =
  | { kind: 'read'; bytes: Buffer }
  | { kind: 'too-large'; reason: string }
  | { kind: 'broken'; reason: string }

class TooLarge extends Error {}

/** Of zstd, how much of what was unpacked before a piece may refer to (as a power of two): as much as the others' at most. */
const zstdWindow = 23

const unpackers: Record<string, () => Duplex> = {
  gzip: () => createUnzip(),
  'x-gzip': () => createUnzip(),
  deflate: () => createUnzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindow } }),
}

/**
 * The body of an answer, unpacked. It is counted as it comes in and as it is unpacked, and left where it grows too large, so that no more
 * than a piece beyond the limit is ever held. Something packed twice isn't unpacked at all. Never throws.
 */
export async function readBody(answer: IncomingMessage, limits: BodyLimits, signal: AbortSignal): Promise<BodyRead> {
  const packed = (answer.headers['content-encoding'] ?? '').trim().toLowerCase()
  const unpacker = packed === '' || packed === 'identity' ? null : unpackers[packed]
  if (unpacker === undefined) return leave(answer, { kind: 'broken', reason: `packed as “${packed.slice(0, 40)}”` })
  const announced = Number(answer.headers['content-length'] ?? 0)
  if (announced > limits.wire) return leave(answer, { kind: 'too-large', reason: `${announced} bytes announced` })
  const pieces: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of counted(source, limits.decoded)) pieces.push(piece)
  }
  const measure = (source: AsyncIterable<Buffer>) => counted(source, limits.wire)
  try {
    if (unpacker) await pipeline(answer, measure, unpacker(), collect, { signal })
    else await pipeline(answer, measure, collect, { signal })
    return { kind: 'read', bytes: Buffer.concat(pieces) }
  } catch (error) {
    return { kind: error instanceof TooLarge ? 'too-large' : 'broken', reason: String(error) }
  }
}

async function* counted(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const piece of source) {
    size += piece.length
    if (size > limit) throw new TooLarge(`more than ${limit} bytes`)
    yield piece
  }
}

function leave(answer: IncomingMessage, read: BodyRead): BodyRead {
  answer.destroy()
  return read
}
