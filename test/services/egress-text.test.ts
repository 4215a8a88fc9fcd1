import { describe, expect, test } from 'vitest'
import { readText } from '../../src/services/egress/read-text.ts'

const textOf = (bytes: Buffer, type: string) => {
  const read = readText(bytes, type)
  return read.kind === 'neither' ? null : read.text
}
const page = (charset: string) => `<meta charset="${charset}"><p>`

describe('letters', () => {
  test('are read in the charset that the mark, the header or the page names, in this order, otherwise as UTF-8 [CL-12]', () => {
    const latin = Buffer.from('<p>\xe9t\xe9', 'latin1')
    expect(textOf(latin, 'text/html; charset=ISO-8859-1')).toBe('<p>été')
    expect(textOf(latin, 'text/html;Charset="latin1"; x=y')).toBe('<p>été')
    expect(textOf(Buffer.from(`${page('windows-1252')}\xe9`, 'latin1'), 'text/html')).toBe(`${page('windows-1252')}é`)
    const old = '<meta http-equiv=content-type content="text/html; charset=shift_jis"><p>'
    expect(textOf(Buffer.concat([Buffer.from(old), Buffer.from([0x83, 0x65])]), 'text/html')).toBe(`${old}テ`)
    expect(textOf(Buffer.from(`${page('latin1')}é`), 'text/html; charset=utf-8')).toBe(`${page('latin1')}é`)
    expect(textOf(Buffer.from('\ufeff<p>é'), 'text/html; charset=latin1')).toBe('<p>é')
    expect(textOf(Buffer.from('\ufeff<p>é', 'utf16le'), 'text/html')).toBe('<p>é')
    expect(textOf(Buffer.from('<p>é', 'utf16le'), 'text/html; charset=utf-16le')).toBe('<p>é')
    expect(textOf(Buffer.from('<p>é'), 'text/html')).toBe('<p>é')
  })

  test('of charsets that hide markup are not made into any [CL-12]', () => {
    const utf7 = '+ADw-script+AD4-alert(1)+ADw-/script+AD4-'
    expect(textOf(Buffer.from(utf7), 'text/html; charset=utf-7')).toBe(utf7)
    expect(textOf(Buffer.from(`${page('utf-7')}${utf7}`), 'text/html')).toBe(`${page('utf-7')}${utf7}`)
    expect(textOf(Buffer.from(`${page('utf-16')}é`), 'text/html')).toBe(`${page('utf-16')}é`)
    expect(textOf(Buffer.from('~{<script>~}'), 'text/html; charset=hz-gb-2312')).toBe('~{<script>~}')
    expect(textOf(Buffer.from('<p>'), 'text/html; charset=no-such-thing')).toBe('<p>')
  })

  test('that a charset doesn’t have are told of', () => {
    expect(readText(Buffer.from('<p>\xe9', 'latin1'), 'text/html')).toEqual({
      kind: 'html',
      text: '<p>\ufffd',
      lostLetters: true,
    })
    expect(readText(Buffer.from('<p>é'), 'text/html')).toMatchObject({ lostLetters: false })
  })
})

describe('what something is', () => {
  const kindOf = (bytes: string, type: string) => readText(Buffer.from(bytes, 'latin1'), type).kind

  test('is told by what it is called and by how it begins [CL-13]', () => {
    expect(kindOf('<p>', 'text/html')).toBe('html')
    expect(kindOf('Words', 'application/xhtml+xml')).toBe('html')
    expect(kindOf('Words', 'TEXT/PLAIN; charset=utf-8')).toBe('text')
    expect(kindOf('  \n<!DOCTYPE html><p>', '')).toBe('html')
    expect(kindOf('<?xml version="1.0"?><html xmlns="x">', 'application/octet-stream')).toBe('html')
  })

  test('is not a page when it is called something else, or begins like a file of another kind [CL-13]', () => {
    for (const type of [
      'image/png',
      'image/svg+xml',
      'application/json',
      'application/pdf',
      'text/css',
      'text/javascript',
      'video/mp4',
    ])
      expect(kindOf('<!doctype html><p>', type), type).toBe('neither')
    for (const start of [
      '%PDF-1.7',
      '<!-- x -->%PDF-1.7',
      '\x89PNG\r\n',
      '\xff\xd8\xff',
      'GIF89a',
      'PK\x03\x04',
      '\x1f\x8b',
      '\x7fELF',
      '\0\0\0 ftypmp42',
    ])
      for (const type of ['text/html', 'text/plain', ''])
        expect(kindOf(`${start}<html><p>`, type), `${start} ${type}`).toBe('neither')
    expect(kindOf('Words and no markup', '')).toBe('neither')
    expect(kindOf('<svg xmlns="x"><script>', '')).toBe('neither')
  })
})
