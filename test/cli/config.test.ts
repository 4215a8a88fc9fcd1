import { describe, expect, test } from 'vitest'
import { ConfigError, type Env, readConfig, readPort, variables } from '../../src/config.ts'

const problemsOf = (env: Env): string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const names = variables.map(([name]) => name)

describe('the machine’s settings', () => {
  test('with an empty environment only this machine is served, from ./data', () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataFolder: './data',
      origin: null,
      trustedProxies: [],
      smtpUrl: null,
      stripe: null,
    })
  })

  test('every variable is read', () => {
    const env = {
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://u:p@db/quire',
      SMTP_URL: 'smtps://u:p@mail.example:465',
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      TESSERA_DATA: 'elsewhere',
      TESSERA_URL: 'https://quire.example/',
      TESSERA_TRUSTED_PROXIES: '10.0.0.2, fd00::/8',
    }
    expect(variables.map(([name]) => name)).toEqual(Object.keys(env))
    expect(readConfig(env)).toEqual({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: 'postgres://u:p@db/quire',
      dataFolder: 'elsewhere',
      origin: 'https://quire.example',
      trustedProxies: ['10.0.0.2', 'fd00::/8'],
      smtpUrl: 'smtps://u:p@mail.example:465',
      stripe: { secretKey: 'sk_test_1', webhookSecret: 'whsec_1' },
    })
  })

  test('of Stripe’s two settings neither is of use alone, and a bad one is never repeated', () => {
    expect(problemsOf({ STRIPE_SECRET_KEY: 'sk_live_abc' })).toEqual([
      'STRIPE_WEBHOOK_SECRET: is missing, and STRIPE_SECRET_KEY is of no use without it.',
    ])
    expect(problemsOf({ STRIPE_WEBHOOK_SECRET: 'whsec_abc', PORT: 'x' })).toHaveLength(2)
    const problems = problemsOf({ STRIPE_SECRET_KEY: 'pk_live_hunter2', STRIPE_WEBHOOK_SECRET: 'hunter2' })
    expect([problems.length, problems.join().includes('hunter2')]).toEqual([2, false])
  })

  test('what is wrong is all said at once, and each sentence names its variable', () => {
    const problems = problemsOf({
      PORT: '99999',
      HOST: 'not a host',
      DATABASE_URL: 'mysql://u:secret@db/quire',
      TESSERA_URL: 'https://quire.example/magazine',
      TESSERA_TRUSTED_PROXIES: '10.0.0.2, nearby',
      TESSERA_COLOUR: 'red',
    })
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'DATABASE_URL',
      'HOST',
      'PORT',
      'TESSERA_COLOUR',
      'TESSERA_TRUSTED_PROXIES',
      'TESSERA_URL',
    ])
    expect(problems.join('\n')).toContain('“nearby”')
  })

  test('a password in an address that can’t be used is not repeated', () => {
    const env = { DATABASE_URL: 'mysql://u:secret@db/quire', SMTP_URL: 'https://u:secret@mail.example' }
    expect(problemsOf(env)).toHaveLength(2)
    expect(problemsOf(env).join()).not.toContain('secret')
  })

  test.each([
    ['TESSERA_DAT', 'TESSERA_DATA'],
    ['TESSERA_TRUSTED_PROXY', 'TESSERA_TRUSTED_PROXIES'],
    ['TESSERA_PORT', 'PORT'],
    ['TESSERA_DATABASE_URL', 'DATABASE_URL'],
  ])('%s is refused, with a hint that it is called %s', (typed, name) => {
    expect(problemsOf({ [typed]: 'x' })).toEqual([`${typed}: there is no such setting. Did you mean ${name}?`])
  })

  test.each(['TESSERA_MODE', 'TESSERA_KEY', 'TESSERA_SMTP', 'TESSERA_LOG'])(
    '%s resembles nothing but the name’s beginning, so that all there are are told',
    (typed) => {
      const [problem] = problemsOf({ [typed]: 'x' })
      expect(problem).toBe(`${typed}: there is no such setting. There are ${names.join(', ')}.`)
    },
  )

  test('variables of other programs are none of our business, and an empty one is not set', () => {
    expect(readConfig({ PATH: '/bin', TESSERAE: 'x', TESSERA_URL: '', TESSERA_DATA: '', PORT: '' })).toEqual(readConfig({}))
  })

  test.each(['ftp://quire.example', 'quire.example', 'https://quire.example/?a', 'https://me@quire.example', 'https://'])(
    '%s is not the address of a site',
    (url) => {
      expect(problemsOf({ TESSERA_URL: url })).toHaveLength(1)
    },
  )

  test('the command line goes before the environment, and a folder named there before a database', () => {
    const env = { PORT: '8080', HOST: '::', DATABASE_URL: 'postgres://db/quire', TESSERA_DATA: 'elsewhere' }
    expect(readConfig(env, { data: 'here', port: 0, host: '::1' })).toMatchObject({
      port: 0,
      host: '::1',
      databaseUrl: null,
      dataFolder: 'here',
    })
  })

  test('a port is a number up to 65535', () => {
    expect(['0', '4000', '65535', '65536', '-1', '1e3', '', ' 80'].map(readPort)).toEqual([
      0,
      4000,
      65535,
      null,
      null,
      null,
      null,
      null,
    ])
  })
})
