import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Magazine } from './magazine.ts'
import { isSettingName, listUnreadable, magazineFrom, settingNames, settings } from './settings.ts'

const shippedNotices = { none: '', one: '', other: '', signUp: '', subscribe: '' }
const gifts = { perMonth: 10, days: 14, openings: 100, openingsPerHour: 30 }

/** For each setting a text that isn't its default, and what the magazine then is. */
const changed = {
  name: ['  The Ferry\tRecord ', { name: 'The Ferry Record' }],
  tagline: ['', { tagline: '' }],
  imprint: ['edited on the pier', { imprint: 'edited on the pier' }],
  about: ['One\nparagraph.\n\n \n\nAnother.\n', { about: ['One paragraph.', 'Another.'] }],
  contact: ['Write to us.', { contact: ['Write to us.'] }],
  accent: ['#A02030', { accent: '#a02030' }],
  zone: ['Pacific/Apia', { zone: 'Pacific/Apia' }],
  period: ['rolling:30', { policy: { period: { kind: 'rolling', days: 30 }, allowance: { visitor: 3, member: 5 } } }],
  'allowance.visitors': ['0', { policy: { period: { kind: 'month' }, allowance: { visitor: 0, member: 5 } } }],
  'allowance.members': ['1000', { policy: { period: { kind: 'month' }, allowance: { visitor: 3, member: 1000 } } }],
  newVisitorsPerHour: ['0', { newVisitorsPerHour: 0 }],
  graceDays: ['10', { graceDays: 10 }],
  sharedNetworks: ['203.0.113.0/24\n2001:db8::/32', { sharedNetworks: ['203.0.113.0/24', '2001:db8::/32'] }],
  giftsPerMonth: ['0', { gifts: { ...gifts, perMonth: 0 } }],
  giftDays: ['365', { gifts: { ...gifts, days: 365 } }],
  giftOpenings: ['1', { gifts: { ...gifts, openings: 1 } }],
  giftOpeningsPerHour: ['0', { gifts: { ...gifts, openingsPerHour: 0 } }],
  quotedPercent: ['10', { quotes: { percent: 10, wordsPerMonth: 0, tooMuch: 'warn' } }],
  quotedWordsPerMonth: ['500', { quotes: { percent: 15, wordsPerMonth: 500, tooMuch: 'warn' } }],
  quotedTooMuch: ['Refuse ', { quotes: { percent: 15, wordsPerMonth: 0, tooMuch: 'refuse' } }],
  watchMinutes: ['30', { watchMinutes: 30 }],
  face: ['Sans', { face: 'sans' }],
  mailFrom: ['Desk@Quire.example', { mailFrom: 'desk@quire.example' }],
  crawlers: [
    'Findbot: 192.0.2.0/24, Findbot.example, ed25519:JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs\nSeeker: seeker.example',
    {
      crawlers: [
        {
          name: 'Findbot',
          ranges: ['192.0.2.0/24'],
          domains: ['findbot.example'],
          keys: ['JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs'],
        },
        { name: 'Seeker', ranges: [], domains: ['seeker.example'], keys: [] },
      ],
    },
  ],
  'notice.none': ['Nothing is left {period}', { notices: { ...shippedNotices, none: 'Nothing is left {period}' } }],
  'notice.one': ['One is left', { notices: { ...shippedNotices, one: 'One is left' } }],
  'notice.other': ['{left} are left {period}', { notices: { ...shippedNotices, other: '{left} are left {period}' } }],
  'notice.signUp': ['Join us', { notices: { ...shippedNotices, signUp: 'Join us' } }],
  'notice.subscribe': ['Support us', { notices: { ...shippedNotices, subscribe: 'Support us' } }],
} satisfies Record<string, [text: string, part: Partial<Magazine>]>

/** Texts no setting of the name takes, with a word of the reason. */
const wrong: [keyof typeof settings, string, RegExp][] = [
  ['name', ' \n ', /empty/],
  ['name', 'x'.repeat(81), /81 characters; 80/],
  ['tagline', 'bell\u0007', /can’t be printed/],
  ['about', 'nul\0', /can’t be printed/],
  ['contact', '\n\n', /empty/],
  ['accent', 'blue', /such as #23409b/],
  ['accent', '#23409b80', /such as #23409b/],
  ['face', 'comic', /serif, sans, device/],
  ['notice.other', 'Some are left', /put \{left\}/],
  ['notice.other', '{left} of {all}', /“\{all\}” stands for nothing/],
  ['notice.one', '{left', /“\{” stands for nothing/],
  ['notice.none', '{left} left', /It can hold \{period\}/],
  ['notice.signUp', 'Sign up {period}', /without braces/],
  ['zone', 'Europe/Berln', /Did you mean Europe\/Berlin\?/],
  ['zone', '+02:00', /Europe\/Berlin/],
  ['period', 'fortnight', /month, week, or rolling:N/],
  ['period', 'rolling:0', /rolling:30/],
  ['period', 'rolling:367', /1 to 366/],
  ['allowance.visitors', '1001', /0 to 1000/],
  ['allowance.members', '-1', /whole number/],
  ['allowance.members', '2.5', /whole number/],
  ['newVisitorsPerHour', 'many', /whole number/],
  ['sharedNetworks', '203.0.113.0/24, 203.0.113.0/33', /203\.0\.113\.0\/33/],
  ['giftDays', '0', /from 1 to 365/],
  ['giftOpenings', '0', /from 1 to/],
  ['mailFrom', 'Quire <desk@quire.example>', /not an e-mail address/],
  ['crawlers', 'Findbot', /its name, a colon/],
  ['crawlers', 'Findbot: ', /its name, a colon/],
  ['crawlers', 'Findbot: findbot', /neither a network/],
  ['crawlers', 'A: a.example; B: 300.0.0.1', /300\.0\.0\.1/],
  ['crawlers', 'A: a.example, ed25519:JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0b', /not a public key/],
  ['crawlers', 'A: ed25519:JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bt', /not a public key/],
]

describe('the settings of a magazine', () => {
  test('a magazine that has set nothing has the shipped values', () => {
    const magazine = magazineFrom({})
    expect(magazine).toMatchObject({ zone: 'UTC', imprint: '', newVisitorsPerHour: 60, sharedNetworks: [], crawlers: [] })
    expect(magazine.policy).toEqual({ period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } })
    expect([...magazine.about, ...magazine.contact].join()).not.toMatch(/`|tessera/)
  })

  test.each(settingNames)('%s changes its own part of the magazine and nothing else', (name) => {
    const [text, part] = changed[name]
    expect(magazineFrom({ [name]: text })).toEqual({ ...magazineFrom({}), ...part })
  })

  test.each(settingNames)('the default of %s is a text the setting takes, and gives the default back', (name) => {
    expect(settings[name].normalize(settings[name].initialText)).toEqual({ ok: true, value: settings[name].initialText })
    expect(magazineFrom({ [name]: settings[name].initialText })).toEqual(magazineFrom({}))
  })

  test.each(wrong)('%s does not take %j, and says how to mend it', (name, text, reason) => {
    expect(settings[name].normalize(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })

  test('what is stored but can’t be read leaves the default standing, and is listed with its reason', () => {
    const stored = { zone: 'Mars/Base', period: 'week', colour: 'red', 'allowance.visitors': '' }
    expect(magazineFrom(stored)).toEqual({
      ...magazineFrom({}),
      policy: { ...magazineFrom({}).policy, period: { kind: 'week' } },
    })
    expect(listUnreadable(stored).map(({ name }) => name)).toEqual(['zone', 'colour', 'allowance.visitors'])
  })

  test('names that every object has are not settings', () => {
    expect(['constructor', 'toString', '__proto__'].filter(isSettingName)).toEqual([])
    expect(magazineFrom(Object.create({ name: 'Inherited' }) as Record<string, string>).name).toBe('Tessera')
  })
})

describe('a setting as text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(...Object.values(changed).map(([text]) => text)),
  )

  test('every text that a setting takes is kept in a form that reads as the same value', () => {
    fc.assert(
      fc.property(fc.constantFrom(...settingNames), anyText, (name, text) => {
        const kept = settings[name].normalize(text)
        if (!kept.ok) return
        expect(settings[name].normalize(kept.value)).toEqual(kept)
        expect(magazineFrom({ [name]: kept.value })).toEqual(magazineFrom({ [name]: text }))
      }),
      { numRuns: 500 },
    )
  })

  test('every list of robots and networks survives being written and read', () => {
    const range = fc.oneof(fc.ipV4(), fc.ipV6()).map((address) => `${address}/${address.includes(':') ? 48 : 24}`)
    const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url'))
    const robot = fc
      .record({
        name: fc.stringMatching(/^[A-Za-z][\w .()-]{0,20}\w$/).map((name) => name.replace(/ +/g, ' ')),
        ranges: fc.array(range, { maxLength: 3 }),
        domains: fc.array(fc.domain(), { maxLength: 3 }),
        keys: fc.array(key, { maxLength: 2 }),
      })
      .filter(({ ranges, domains, keys }) => ranges.length + domains.length + keys.length > 0)
    fc.assert(
      fc.property(fc.array(robot, { maxLength: 3 }), (crawlers) => {
        const lines = crawlers.map(({ name, ranges, domains, keys }) => {
          return `${name}: ${[...keys.map((one) => `ed25519:${one}`), ...domains, ...ranges].join(', ')}`
        })
        const text = lines.join('\n')
        expect(magazineFrom({ crawlers: text }).crawlers).toEqual(crawlers)
        expect(settings.crawlers.normalize(text)).toMatchObject({ ok: true })
      }),
    )
  })
})
