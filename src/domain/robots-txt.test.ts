import { describe, expect, test } from 'vitest'
import { readRobots } from './robots-txt.ts'

const allows = (text: string, path: string) => readRobots(text, 'Tessera').isAllowed(path)

describe('what a site says to robots', () => {
  test('nothing is forbidden by nothing, by a page, or by rules for others', () => {
    for (const text of ['', '<!doctype html><p>Not found', 'User-agent: Otherbot\nDisallow: /', 'Disallow: /', '\u0000\ufffd'])
      expect(allows(text, '/a'), text).toBe(true)
  })

  test('a group that names us goes before the one for everybody', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-Agent: tessera # us\nuser-agent: Friend\nDisallow: /private\n'
    expect([allows(text, '/a'), allows(text, '/private/a')]).toEqual([true, false])
    expect(readRobots(text, 'Somebody').isAllowed('/a')).toBe(false)
  })

  test('the longest rule decides, and of two as long the one that allows', () => {
    const text = 'User-agent: *\r\nDisallow: /news\r\nAllow: /news/free\r\nDisallow: /both\r\nAllow: /both\r\nDisallow:\r\n'
    expect(['/news', '/news/1', '/news/free/1', '/both', '/else'].map((path) => allows(text, path))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })

  test('a star stands for anything and a dollar for the end', () => {
    const text = 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/print\nDisallow: /exact$\nDisallow: /a*b*c$\n'
    const paths = ['/x.pdf', '/x.pdf?y', '/n/print/1', '/exact', '/exactly', '/a1b2c', '/a1b2cd', '/abcabc']
    expect(paths.map((path) => allows(text, path))).toEqual([false, true, false, false, true, false, true, false])
    expect(allows('User-agent: *\nDisallow: /', '/robots.txt')).toBe(true)
  })

  test('how long it wants between two requests is read, and a rule of a thousand stars takes no time', () => {
    expect(readRobots('User-agent: *\nCrawl-delay: 30\nDisallow: /x', 'Tessera').delay).toBe(30)
    expect(readRobots('User-agent: *\nCrawl-delay: soon', 'Tessera').delay).toBe(null)
    const hostile = `User-agent: *\nDisallow: /${'*a'.repeat(5_000)}$\n`.repeat(20)
    const begun = performance.now()
    expect(allows(hostile, `/${'a'.repeat(4_000)}b`)).toBe(true)
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})
