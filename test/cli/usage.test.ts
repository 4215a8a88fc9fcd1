import { describe, expect, test } from 'vitest'
import packageFile from '../../package.json' with { type: 'json' }
import { commands } from '../../src/cli/run.ts'
import { variables } from '../../src/config.ts'
import { runCli } from '../support/cli.ts'

const verbs = Object.keys(commands)

describe('the command line', () => {
  test('help lists every command with what it does', async () => {
    const { code, out, err } = await runCli(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const [verb, { summary }] of Object.entries(commands)) expect(out).toMatch(new RegExp(`^  ${verb} +${summary}$`, 'm'))
    expect((await runCli(['help'])).out).toBe(out)
  })

  test.each(verbs)('tessera %s --help shows how it is written and what its options do', async (verb) => {
    const { code, out, err } = await runCli([verb, '--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`usage: tessera ${verb}`)
    const options = new Set(commands[verb]?.usage.join(' ').match(/--[a-z]+/g))
    for (const option of options) expect(out.split(option).length, option).toBeGreaterThan(verb === 'settings' ? 1 : 2)
    expect((await runCli(['help', verb])).out).toBe(out)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(130)
  })

  test('the environment is explained where the magazine is started', async () => {
    const { out } = await runCli(['start', '--help'])
    for (const [name] of variables) expect(out).toContain(name)
  })

  test('the version is the one in package.json', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, out: `tessera ${packageFile.version}\n`, err: '' })
  })

  test('without a command the help is printed as an error', async () => {
    expect(await runCli([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('usage: tessera COMMAND') })
  })

  test.each([
    ['imprt', 'Did you mean import?'],
    ['Export', 'Did you mean export?'],
    ['constructor', 'There are start, import, export'],
    ['--helo', 'There is no command --helo'],
  ])('%s is no command, and a near one is named', async (verb, hint) => {
    expect(await runCli([verb])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(hint) })
  })

  test.each([
    [['import', 'a.txt', '--publsh'], 'There is no option --publsh. Did you mean --publish?'],
    [['import'], 'Which file?'],
    [['import', 'a.txt', '--data'], '--data needs a value.'],
    [['import', 'a.txt', '--data', '--publish'], '--data needs a value.'],
    [['import', 'a.txt', '--data='], '--data needs the name of a folder.'],
    [['import', 'a.txt', '--publish=yes'], '--publish takes no value.'],
    [['export', 'picks.txt'], 'What is “picks.txt”? A file to write to is named with --out.'],
    [['export', '--out='], '--out needs the name of a file.'],
    [['doctor', 'data'], 'named with --data'],
    [['start', 'data'], 'named with --data'],
    [['start', '--port', '70000'], '--port 70000: a port is a number up to 65535.'],
  ])('%j is wrong usage: the reason, how the command is written, and exit code 2', async (args, reason) => {
    const { code, out, err } = await runCli(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.split('\n')[0]).toContain(reason)
    expect(err).toContain(`usage: tessera ${args[0]}`)
  })

  test.each(verbs.filter((verb) => verb !== 'doctor'))(
    'tessera %s stops at an environment it can’t use, with every problem',
    async (verb) => {
      const args = verb === 'import' ? [verb, 'a.txt'] : [verb]
      const { code, err } = await runCli(args, { env: { TESSERA_DAT: 'x', PORT: 'x' } })
      expect(code).toBe(1)
      expect(err).toMatch(/^The environment can’t be used:\n {2}PORT: .*\n {2}TESSERA_DAT: .*\n$/)
    },
  )
})
