import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalEmail } from './email.ts'

describe('an e-mail address', () => {
  test.each([
    ['ada@boat.example', 'ada@boat.example'],
    ['  Ada.Brook+tag@Boat.EXAMPLE\n', 'ada.brook+tag@boat.example'],
    ["o'hara_9@sub.boat-house.example", "o'hara_9@sub.boat-house.example"],
    ['jürgen@münchen.example', 'jürgen@münchen.example'],
    ['用户@例子.公司', '用户@例子.公司'],
    ['ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(normalEmail(typed)).toBe(kept)
  })

  test('however it is composed, and in whatever case, it is the same address [AU-11]', () => {
    expect(normalEmail('Ju\u0308rgen@boat.example')).toBe(normalEmail('J\u00dcRGEN@BOAT.example'))
    expect(normalEmail('\u212aelvin@boat.example')).toBe('kelvin@boat.example')
    expect(normalEmail('\u0130da@boat.example')).toBe(normalEmail(normalEmail('\u0130da@boat.example') ?? ''))
  })

  test.each([
    ['nothing', ''],
    ['no at', 'ada.boat.example'],
    ['two ats', 'ada@boat@pond.example'],
    ['an at that only looks like one', 'ada\uff20boat.example'],
    ['letters that only look like others', 'ada@\uff42oat.example'],
    ['quotes', '"ada@evil.example"@boat.example'],
    ['a name around it', 'Ada <ada@boat.example>'],
    ['a comment', 'ada(x)@boat.example'],
    ['two addresses', 'ada@boat.example,eve@evil.example'],
    ['a line end and a header', 'ada@boat.example\r\nBcc: eve@evil.example'],
    ['a line end inside', 'ada\n@boat.example'],
    ['a NUL', 'ada\0@boat.example'],
    ['a character without width', 'ada\u200b@boat.example'],
    ['a turn of direction', 'ada\u202e@boat.example'],
    ['a bare host', 'ada@localhost'],
    ['an address of a machine', 'ada@192.0.2.1'],
    ['a machine in brackets', 'ada@[192.0.2.1]'],
    ['dots side by side', 'ada..brook@boat.example'],
    ['a dot at the end', 'ada@boat.example.'],
    ['a hyphen at the end of a label', 'ada@boat-.example'],
    ['a name of 65 bytes', `${'a'.repeat(65)}@boat.example`],
    ['a name of 65 bytes in 33 letters', `${'é'.repeat(32)}a@boat.example`],
    ['a label of 64', `ada@${'b'.repeat(64)}.example`],
    ['255 in all', `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(11)}`],
    ['320 and more', `${'a'.repeat(400)}@boat.example`],
  ])('with %s is refused [AU-11]', (_, typed) => {
    expect(normalEmail(typed)).toBeNull()
  })

  test('once normal it stays as it is, and holds nothing that could end a header', () => {
    const character = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom('@', '.', 'a', 'İ', 'ß'),
    )
    const text = fc.array(character, { maxLength: 20 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (local, domain) => {
        const email = normalEmail(`${local}@${domain}.example`)
        if (email === null) return
        expect(normalEmail(email)).toBe(email)
        expect(email).toMatch(/^[^\s<>"(),:;\\@]+@[^\s<>"(),:;\\@]+$/u)
      }),
      { numRuns: 2_000 },
    )
  })
})
