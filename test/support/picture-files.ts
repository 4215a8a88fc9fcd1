import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Three bars, red, green and blue from the left, of which one can tell how they lie. */
export async function bars(width: number, height: number): Promise<Buffer> {
  const third = Math.floor(width / 3)
  const bar = (left: number, background: string) => ({
    input: { create: { width: third, height, channels: 3 as const, background } },
    left,
    top: 0,
  })
  const ground = sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
  return ground
    .composite([bar(0, '#ff0000'), bar(third, '#209040')])
    .png()
    .toBuffer()
}

/** A PNG of few bytes that says it is this large, and whose data is one row at most. */
export function promisedPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const data = deflateSync(Buffer.alloc(Math.min(width * 3 + 1, 200_000)))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A GIF of two pictures, the first red and the second blue. */
export async function movingGif(): Promise<Buffer> {
  const frame = (background: string) =>
    sharp({ create: { width: 240, height: 160, channels: 3, background } })
      .png()
      .toBuffer()
  return sharp([await frame('#ff0000'), await frame('#0000ff')], { join: { animated: true } })
    .gif()
    .toBuffer()
}

/** Which color is the strongest in the middle of a left, a middle and a right third. Inks have no such pure green as light has. */
export async function thirds(bytes: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return [1, 3, 5].map((sixth) => {
    const x = Math.floor((info.width * sixth) / 6)
    const at = (Math.floor(info.height / 2) * info.width + x) * info.channels
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
    const [first, second] = [red, green, blue].toSorted((one, other) => other - one)
    if ((first ?? 0) - (second ?? 0) < 30) return 'none'
    return first === red ? 'red' : first === green ? 'green' : 'blue'
  })
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
