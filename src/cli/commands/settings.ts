import type { Config } from '../../config.ts'
import { listSettings } from '../../data/settings.ts'
import { isSettingName, magazineFrom, type SettingName, settingNames, settings } from '../../domain/settings.ts'
import { changeSetting, unsetSetting } from '../../flows/change-setting.ts'
import { type Cli, type Command, configOf, parse, Refused, suggest, UsageError, withDatabase, withMagazine } from '../command.ts'
import { readText } from '../text-file.ts'

/** What was asked for, on the settings of one magazine. */
type Asked = { cli: Cli; config: Config }

export const settingsCommand: Command = {
  summary: 'show and change what the magazine decides about itself',
  usage: [
    'settings [--data DIR]',
    'settings get NAME [--data DIR]',
    'settings set NAME VALUE [--data DIR]',
    'settings unset NAME [--data DIR]',
  ],
  help: `Without more it lists every setting with its value. A change is seen at once, also by a
server that is running. A value of - is read from standard input, for several paragraphs.

${settingNames.map((name) => `  ${name.padEnd(20)}${settings[name].help}`).join('\n')}`,

  async run(args, cli) {
    const { values, positionals } = parse(setApart(args), { data: { type: 'string' } })
    const [verb = 'list', name, value, ...more] = positionals
    const asked: Asked = { cli, config: configOf(cli, { data: values.data }) }
    const expect = (wanted: number) => {
      if (positionals.length > wanted)
        throw new UsageError(`“${more[0] ?? value ?? name}” is too much. A value of several words stands in quotes.`)
    }
    switch (verb) {
      case 'list':
        expect(1)
        return list(asked)
      case 'get':
        expect(2)
        return get(asked, settingNamed(name))
      case 'set':
        expect(3)
        return set(asked, settingNamed(name), value)
      case 'unset':
        expect(2)
        return unset(asked, settingNamed(name))
      default:
        throw new UsageError(`“${verb}” can’t be done with settings. ${suggest(verb, ['get', 'set', 'unset'])}`)
    }
  },
}

/** Puts a value such as -1 behind `--`, where it isn't taken for an option. */
function setApart(args: string[]): string[] {
  const isNegative = (arg: string, index: number) => /^-[.\d]/.test(arg) && args[index - 1] !== '--data'
  if (args.includes('--') || !args.some(isNegative)) return args
  return [...args.filter((arg, index) => !isNegative(arg, index)), '--', ...args.filter(isNegative)]
}

function settingNamed(name: string | undefined): SettingName {
  if (name === undefined) throw new UsageError('Which setting?')
  if (isSettingName(name)) return name
  throw new UsageError(`There is no setting ${name}. ${suggest(name, settingNames)}`)
}

async function list({ cli, config }: Asked): Promise<0> {
  const stored = await withMagazine(cli, config, ({ db }) => listSettings(db))
  for (const name of settingNames) {
    const value = stored[name] ?? settings[name].initialText
    const shown = `${value === '' ? '(empty)' : value}${Object.hasOwn(stored, name) ? '' : '  (default)'}`
    await cli.out(`${name}: ${settings[name].help}\n    ${shown.replaceAll('\n', '\n    ')}\n`)
  }
  return 0
}

async function get({ cli, config }: Asked, name: SettingName): Promise<0> {
  const stored = await withMagazine(cli, config, ({ db }) => listSettings(db))
  await cli.out(`${stored[name] ?? settings[name].initialText}\n`)
  return 0
}

async function set({ cli, config }: Asked, name: SettingName, value: string | undefined): Promise<0> {
  if (value === undefined) throw new UsageError(`What is ${name} to be? ${settings[name].help}.`)
  const typed = value === '-' ? await readValue(cli) : value
  const { result, note } = await withDatabase(cli, config, async ({ db }) => {
    const result = await changeSetting(db, name, typed)
    return { result, note: noteOn(name, await listSettings(db)) }
  })
  if (!result.ok) throw new Refused(`${name} was not changed. ${result.reason}`)
  await cli.out(`${name} ${result.changed ? 'is now' : 'was already'}: ${result.text === '' ? '(empty)' : result.text}\n`)
  cli.err(note)
  return 0
}

async function unset({ cli, config }: Asked, name: SettingName): Promise<0> {
  const { text, changed, note } = await withMagazine(cli, config, async ({ db }) => {
    const unset = await unsetSetting(db, name)
    return { ...unset, note: noteOn(name, await listSettings(db)) }
  })
  await cli.out(`${name} ${changed ? 'is back at' : 'was already at'} its default: ${text === '' ? '(empty)' : text}\n`)
  cli.err(note)
  return 0
}

/** A line on an allowance that hardly anybody means, or nothing. */
function noteOn(name: SettingName, stored: Record<string, string>): string {
  const { visitor, member } = magazineFrom(stored).policy.allowance
  if (!name.startsWith('allowance.') || member >= visitor) return ''
  return `Note: members may now read less than visitors, ${member} a period against ${visitor}.\n`
}

async function readValue(cli: Cli): Promise<string> {
  const read = await readText('-', cli)
  if (!read.ok) throw new Refused(`standard input: ${read.reason}`)
  return read.text
}
