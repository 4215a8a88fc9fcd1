// "Source" is a reserved name: a changed copy of the font must carry another one (OFL 1.1, condition 3).

const FAMILY_NAMES = new Set([1, 16, 21])
const FULL_NAMES = new Set([4, 18])
const POSTSCRIPT_NAMES = new Set([6, 25])
const UNIQUE_ID = 3
const FIRST_INSTANCE_NAME = 256

/** The same TrueType font under another name; `old` is how the names of its cuts begin. Copyright and license stay as their authors wrote them. */
export function renameFont(font, names) {
  const tables = readTables(font).map((table) => (table.tag === 'name' ? { ...table, data: renamed(table.data, names) } : table))
  return writeTables(font.readUInt32BE(0), tables)
}

function renamed(table, names) {
  const storage = table.readUInt16BE(4)
  const records = Array.from({ length: table.readUInt16BE(2) }, (_, i) => {
    const at = 6 + i * 12
    const start = storage + table.readUInt16BE(at + 10)
    const ids = table.subarray(at, at + 8)
    const old = table.subarray(start, start + table.readUInt16BE(at + 8))
    return { ids, text: renamedText(old, { platform: table.readUInt16BE(at), id: table.readUInt16BE(at + 6) }, names) }
  })
  const head = Buffer.alloc(6 + records.length * 12)
  head.writeUInt16BE(records.length, 2)
  head.writeUInt16BE(head.length, 4)
  let offset = 0
  for (const [i, { ids, text }] of records.entries()) {
    ids.copy(head, 6 + i * 12)
    head.writeUInt16BE(text.length, 6 + i * 12 + 8)
    head.writeUInt16BE(offset, 6 + i * 12 + 10)
    offset += text.length
  }
  return Buffer.concat([head, ...records.map(({ text }) => text)])
}

function newName(id, family, style) {
  if (FAMILY_NAMES.has(id)) return family
  if (FULL_NAMES.has(id) || id === UNIQUE_ID) return `${family} ${style}`
  if (POSTSCRIPT_NAMES.has(id)) return `${family}-${style}`.replaceAll(' ', '')
  return null
}

/** Names of cuts ("SourceSerif4Variable-Display") keep their ending; copyright and license lie below them and are left alone. */
function renamedText(text, { platform, id }, { old, family, style }) {
  const MACINTOSH = 1
  const name = newName(id, family, style)
  if (platform === MACINTOSH) return name === null ? text : Buffer.from(name, 'latin1')
  const cut = () => Buffer.from(text).swap16().toString('utf16le').replace(old, family.replaceAll(' ', ''))
  if (name === null && id < FIRST_INSTANCE_NAME) return text
  return Buffer.from(name ?? cut(), 'utf16le').swap16()
}

function readTables(font) {
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + i * 16
    const start = font.readUInt32BE(at + 8)
    return { tag: font.toString('latin1', at, at + 4), data: font.subarray(start, start + font.readUInt32BE(at + 12)) }
  })
}

function writeTables(version, tables) {
  const directory = Buffer.alloc(12 + tables.length * 16)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  directory.writeUInt32BE(version, 0)
  directory.writeUInt16BE(tables.length, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((tables.length - power) * 16, 10)
  let offset = directory.length
  const bodies = tables.map(({ tag, data }, i) => {
    const at = 12 + i * 16
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)])
    directory.write(tag, at, 'latin1')
    directory.writeUInt32BE(checksum(padded), at + 4)
    directory.writeUInt32BE(offset, at + 8)
    directory.writeUInt32BE(data.length, at + 12)
    offset += padded.length
    return padded
  })
  return Buffer.concat([directory, ...bodies])
}

function checksum(padded) {
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
