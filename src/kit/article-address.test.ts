import { expect, test } from 'vitest'
import { addressKey, isSameHost, isSameSite, plainAddressOf } from './article-address.ts'

test('an address loses what only tells where its reader came from, and nothing that may choose the article', () => {
  const kept = [
    ['https://a.example/b?utm_source=x&UTM_Medium=y&id=7&fbclid=z#there', 'https://a.example/b?id=7'],
    ['https://a.example/b?gclid=1&mc_cid=2&_ga=3&ref=4', 'https://a.example/b'],
    ['https://a.example/b?page=2&q=a%20b&source=c', 'https://a.example/b?page=2&q=a%20b&source=c'],
    ['HTTPS://A.example:443/b', 'https://a.example/b'],
  ]
  for (const [given = '', plain] of kept) expect(plainAddressOf(given)).toBe(plain)
  for (const none of ['', 'a.example', 'file:///a', 'javascript:alert(1)', 'https://a:b@a.example/', 'mailto:a@a.example'])
    expect(plainAddressOf(none), none).toBe(null)
})

test('the ways to write one article’s address are one, and those of two articles two', () => {
  const one = [
    ...['https://www.a.example/b?x=1&y=2', 'http://a.example/b/?y=2&x=1', 'https://m.a.example/b/amp?x=1&y=2&utm_id=3'],
    ...['https://a.example./b/index.html?x=1&y=2', 'https://amp.a.example/amp/b?x=1&y=2#c', 'http://A.EXAMPLE/b/amp/?x=1&y=2'],
  ]
  expect([...new Set(one.map(addressKey))]).toEqual(['a.example/b?x=1&y=2'])
  const others = [
    'https://a.example/B',
    'https://a.example/b',
    'https://a.example/',
    'https://b.a.example/b',
    'https://a.example:8443/b',
    'https://a.example/b?x=2',
  ]
  expect(new Set(others.map(addressKey)).size).toBe(others.length)
  expect(addressKey('no address')).toBe(null)
})

test('a site is a host with those below it', () => {
  expect(isSameSite('https://www.a.example/1', 'http://a.example/2')).toBe(true)
  expect(isSameSite('https://news.a.example/', 'https://a.example/')).toBe(true)
  expect(isSameSite('https://nota.example/', 'https://a.example/')).toBe(false)
  expect(isSameSite('https://a.example/', 'nothing')).toBe(false)
  expect(isSameHost('https://www.a.example/1', 'http://a.example/2')).toBe(true)
  expect(isSameHost('https://news.a.example/', 'https://a.example/')).toBe(false)
  expect(isSameHost('', '')).toBe(false)
})
