import { expect, test } from 'vitest'
import { watchedAddress } from './watched-address.ts'

test('an article is watched at the address of a page on the web, without the place on it', () => {
  expect(watchedAddress('https://Paper.press:8080/@ada/clocks?page=2#there')).toEqual({
    url: 'https://paper.press:8080/@ada/clocks?page=2',
    origin: 'https://paper.press:8080',
    host: 'paper.press:8080',
    path: '/@ada/clocks?page=2',
  })
})

test.each([
  'ftp://paper.press/a',
  'https://ada:secret@paper.press/a',
  'https://paper.example/a',
  'https://www.example.org/a',
  'https://paper.example./a',
  'http://localhost:4000/a',
  'http://printer.local/a',
  'https://paper/a',
  'javascript:alert(1)',
  'paper.press/a',
  '',
  `https://paper.press/${'a'.repeat(2_000)}`,
])('nobody ever looks at %j', (address) => {
  expect(watchedAddress(address)).toBe(null)
})
