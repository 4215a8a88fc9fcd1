import { expect, test } from 'vitest'
import { passkeyHost } from './passkey-host.ts'

test('passkeys belong to the host of the public address, whatever its port', () => {
  expect(passkeyHost('https://quire.example')).toBe('quire.example')
  expect(passkeyHost('https://Read.Quire.example:8443')).toBe('read.quire.example')
  expect(passkeyHost('http://localhost:4000')).toBe('localhost')
  expect(passkeyHost('http://quire.localhost')).toBe('quire.localhost')
})

test('where browsers allow no passkeys there is none: without https, or at a bare address', () => {
  for (const origin of [
    'http://quire.example',
    'https://192.0.2.7',
    'http://127.0.0.1:4000',
    'https://[2001:db8::1]',
    'https://',
    '',
  ])
    expect(passkeyHost(origin), origin).toBeNull()
})
