import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress, isInNetwork, isNetwork, networkOf, plainAddress } from './network.ts'

describe('networkOf', () => {
  test('500 addresses of one /64 are one network [PW-22]', () => {
    const networks = Array.from({ length: 500 }, (_, i) => networkOf(`2001:db8:7:9::${(i * 131).toString(16)}`))
    expect(new Set(networks)).toEqual(new Set(['2001:db8:7:9:0:0:0:0/64']))
    expect(networkOf('2001:db8:7:a::1')).not.toBe(networks[0])
  })

  test('every text form of an address gives the same network [PW-22]', () => {
    const forms = [
      '2001:DB8:0:0:0:0:0:1',
      '2001:db8::1',
      '2001:0db8:0000:0000:0000:0000:0000:0001',
      '2001:db8::0.0.0.1',
      '2001:db8::1%eth0',
    ]
    expect(new Set(forms.map(networkOf))).toEqual(new Set(['2001:db8:0:0:0:0:0:0/64']))
    const mapped = ['203.0.113.77', '::ffff:203.0.113.77', '::FFFF:cb00:714d', '0:0:0:0:0:ffff:203.0.113.77']
    expect(new Set(mapped.map(networkOf))).toEqual(new Set(['203.0.113.0/24']))
  })

  test('what is not an address has no network', () => {
    const wrong = [
      '',
      'x',
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '256.1.1.1',
      '1.2.3.4 ',
      '0x7f.1',
      '1::2::3',
      ':::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
    ]
    const odd = ['1.2.3.4::', '12345::', 'g::1', '1:2:3:4:5:6:7:8::', '::1.2.3', '[::1]', `${':'.repeat(60)}`, '１.2.3.4']
    expect([...wrong, ...odd].filter((text) => networkOf(text) !== null)).toEqual([])
  })

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.string({ unit: fc.constantFrom(...'0f:.%/[]') })),
        (text) => void networkOf(text),
      ),
    )
  })

  test('the plain form of an address is its own plain form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const plain = plainAddress(text)
        expect(plain).not.toBeNull()
        expect(plainAddress(plain ?? '')).toBe(plain)
      }),
    )
  })
})

describe('isInNetwork', () => {
  test('compares as many bits as the prefix says', () => {
    expect(isInNetwork('10.1.2.3', '10.0.0.0/8')).toBe(true)
    expect(isInNetwork('11.1.2.3', '10.0.0.0/8')).toBe(false)
    expect(isInNetwork('10.255.255.255', '10.77.0.1/8')).toBe(true)
    expect(isInNetwork('192.0.2.129', '192.0.2.128/25')).toBe(true)
    expect(isInNetwork('192.0.2.127', '192.0.2.128/25')).toBe(false)
    expect(isInNetwork('2001:db8:ffff::1', '2001:db8::/32')).toBe(true)
    expect(isInNetwork('1.2.3.4', '0.0.0.0/0')).toBe(true)
    expect(isInNetwork('1.2.3.4', '1.2.3.4')).toBe(true)
    expect(isInNetwork('1.2.3.5', '1.2.3.4')).toBe(false)
  })

  test('an IPv4 network holds the mapped form of its addresses and may be written mapped itself [PW-22]', () => {
    expect(isInNetwork('::ffff:10.1.2.3', '10.0.0.0/8')).toBe(true)
    expect(isInNetwork('10.1.2.3', '::ffff:10.0.0.0/104')).toBe(true)
    expect(isInNetwork('10.1.2.3', '::/0')).toBe(false)
  })

  test('what is not a network holds nothing', () => {
    const wrong = [
      '',
      '10.0.0.0/33',
      '10.0.0.0/-1',
      '10.0.0.0/08',
      '10.0.0.0/',
      '/8',
      '2001:db8::/129',
      '::ffff:10.0.0.0/95',
      '10.0.0.0/8/8',
    ]
    expect(wrong.filter(isNetwork)).toEqual([])
    expect(wrong.filter((cidr) => isInNetwork('10.0.0.1', cidr))).toEqual([])
  })
})

describe('clientAddress', () => {
  const proxies = ['127.0.0.0/8', '10.0.0.0/8', '::1']

  test('without a trusted proxy X-Forwarded-For is not looked at [PW-05]', () => {
    expect(clientAddress('203.0.113.9', '66.249.66.1', [])).toBe('203.0.113.9')
    expect(clientAddress('203.0.113.9', '66.249.66.1', proxies)).toBe('203.0.113.9')
  })

  test('through trusted proxies it is the rightmost address that is not one of them [PW-06]', () => {
    expect(clientAddress('127.0.0.1', '66.249.66.1, 203.0.113.9', proxies)).toBe('203.0.113.9')
    expect(clientAddress('127.0.0.1', '66.249.66.1, 203.0.113.9, 10.0.0.7', proxies)).toBe('203.0.113.9')
    expect(clientAddress('::ffff:127.0.0.1', '203.0.113.9:4711', proxies)).toBe('203.0.113.9')
    expect(clientAddress('::1', ' [2001:DB8::5]:443 ', proxies)).toBe('2001:db8:0:0:0:0:0:5')
  })

  test('an entry that is not an address ends the walk at the proxy that wrote it', () => {
    expect(clientAddress('127.0.0.1', '66.249.66.1, unknown', proxies)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', null, proxies)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', '', proxies)).toBe('127.0.0.1')
    expect(clientAddress('10.0.0.1', '10.0.0.2,10.0.0.3', proxies)).toBe('10.0.0.2')
    expect(clientAddress(null, '66.249.66.1', proxies)).toBeNull()
  })
})
