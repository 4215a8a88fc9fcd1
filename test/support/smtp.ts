import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail as the server took it: the envelope, and what was in it. */
export type TakenMail = { from: string; to: string[]; raw: string; mail: Email }

/** What the server says to a mail: takes it, or answers with this code, at the recipient or after all of it. */
export type Answer = 'take' | { code: number; at: 'recipient' | 'end' }

/** A real SMTP server on this machine, which keeps what it is given. */
export type TestSmtp = { url: string; taken: TakenMail[]; answer: Answer; stop: () => Promise<void> }

export async function startSmtp(login: { user: string; pass: string } | null = null): Promise<TestSmtp> {
  const test: TestSmtp = { url: '', taken: [], answer: 'take', stop: async () => {} }
  const refusal = (code: number, to: string) => Object.assign(new Error(`no, not ${to}`), { responseCode: code })
  const server = new SMTPServer({
    authOptional: login === null,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === login?.user && password === login?.pass ? done(null, { user: username }) : done(new Error('no')),
    onRcptTo: ({ address }, _, done) =>
      test.answer !== 'take' && test.answer.at === 'recipient' ? done(refusal(test.answer.code, address)) : done(),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = envelope.rcptTo.map(({ address }) => address)
        if (test.answer !== 'take') return done(refusal(test.answer.code, to.join()))
        const raw = Buffer.concat(chunks)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        test.taken.push({ from, to, raw: raw.toString(), mail: await PostalMime.parse(raw) })
        done()
      })
    },
  })
  server.on('error', () => {}) // a client that goes away
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as AddressInfo
  test.url = `smtp://${login ? `${login.user}:${login.pass}@` : ''}127.0.0.1:${port}`
  test.stop = () => new Promise((done) => server.close(() => done()))
  return test
}
