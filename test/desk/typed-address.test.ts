import { describe, expect, test } from 'vitest'
import { readTypedAddress } from '../../desk/clip/typed-address.ts'

describe('an address that somebody types for a clip', () => {
  test('is taken as people write it, with or without what browsers put in', () => {
    const meant = [
      ['https://paper.example/article', 'https://paper.example/article'],
      ['www.paper.example/x', 'https://www.paper.example/x'],
      ['paper.example', 'https://paper.example/'],
      ['paper.example:8080/x?a=1', 'https://paper.example:8080/x?a=1'],
      ['http://paper.example/x', 'http://paper.example/x'],
      ['HTTPS://Paper.Example/X', 'https://paper.example/X'],
      ['  <https://paper.example/x>\n', 'https://paper.example/x'],
      ['“https://paper.example/x”', 'https://paper.example/x'],
      ['//paper.example/x', 'https://paper.example/x'],
      ['https:/paper.example/x', 'https://paper.example/x'],
      ['https//paper.example/x', 'https://paper.example/x'],
      ['zeitung-für-alle.example/x', 'https://xn--zeitung-fr-alle-7vb.example/x'],
      ['paper.example/@ada/x', 'https://paper.example/@ada/x'],
    ] as const
    for (const [typed, url] of meant) expect(readTypedAddress(typed), typed).toEqual({ ok: true, url })
  })

  test('that can be none is told what is wrong with it and how it is mended', () => {
    const wrong: [string, RegExp][] = [
      ['hello', /“hello” is no site’s name: its end is missing.* An address looks like https:\/\/paper\.example\/article\.$/],
      ['https://hello/x', /“hello” is no site’s name/],
      ['localhost:3000', /“localhost” is no site’s name/],
      ['2026', /“2026” is no site’s name/],
      ['hello world', /^There is a space in it\. An address looks like .*, in one piece\.$/],
      [
        'The Ferry https://paper.example/ferry',
        /^There is a space in it\. Leave only the address: https:\/\/paper\.example\/ferry$/,
      ],
      ['mailto:ada@paper.example', /^This is a mail address/],
      ['ada@paper.example', /^This is a mail address/],
      ['ftp://paper.example/x', /^What begins with “ftp:” is no page/],
      ['javascript:alert(1)', /^What begins with “javascript:”/],
      ['file:///letters/x.html', /^This is a file on your own machine/],
      ['C:\\letters\\x.html', /^This is a file/],
      ['/letters/x.html', /^This is a file/],
      ['~/x', /^This is a file/],
      ['article.pdf', /^This is a file/],
      ['https://ada:secret@paper.example/x', /^There is a name or a password before the @/],
      ['https://', /no site’s name|can’t be read/],
      ['   ', /^There is no address yet/],
    ]
    for (const [typed, reason] of wrong) {
      const read = readTypedAddress(typed)
      expect(read.ok ? read.url : read.reason, typed).toMatch(reason)
    }
  })
})
