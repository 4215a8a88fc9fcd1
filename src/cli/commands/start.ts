import { readPort, variables } from '../../config.ts'
import { type Command, configOf, parse, placeOf, Refused, UsageError } from '../command.ts'
import { explainError } from '../explain-error.ts'

export const startCommand: Command = {
  summary: 'serve the magazine',
  usage: ['start [--data DIR] [--port N] [--host H] [--empty]'],
  help: `Serves the magazine until Ctrl-C. A magazine that has no pick yet is filled with samples;
as long as it has no owner, each start prints a link that makes you one.

  --data DIR  the folder of the magazine, whatever DATABASE_URL says
  --port N    the port; 0 takes any free one
  --host H    the address to listen on; 0.0.0.0 lets other machines in
  --empty     leaves an empty magazine empty

These can also be set in the environment, where other settings of the machine are too:

${variables.map(([name, help]) => `  ${name.padEnd(25)}${help}`).join('\n')}`,

  async run(args, cli) {
    const { values, positionals } = parse(args, {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      empty: { type: 'boolean' },
    })
    if (positionals.length > 0)
      throw new UsageError(`What is “${positionals[0]}”? The folder of the magazine is named with --data.`)
    const config = configOf(cli, { data: values.data, port: portOf(values.port), host: values.host })
    const interruption = cli.interruption()
    const say = (line: string) => void cli.out(`${line}\n`).catch(() => {})
    const running = await cli.start(config, { empty: values.empty ?? false, say }).catch((error: unknown) => {
      const reason = explainError(error, placeOf(config))
      throw reason === null ? error : new Refused(reason)
    })
    say(`The magazine is at ${running.origin} (Ctrl-C stops it).`)
    if (running.deskLink !== null) say(`It has no owner yet. This link makes you one, once and within a day: ${running.deskLink}`)
    await aborted(interruption)
    say('Stopping …')
    await running.stop()
    return 0
  },
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = readPort(text)
  if (port === null) throw new UsageError(`--port ${text}: a port is a number up to 65535.`)
  return port
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
