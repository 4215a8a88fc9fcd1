import { z } from 'zod'
import { nearestName } from './domain/nearest-name.ts'
import { isNetwork } from './domain/network.ts'

/** The settings that belong to the machine. Those of the magazine are in its database: `domain/settings.ts`. */
export type Config = {
  /** 0 takes any free port. */
  port: number
  /** The address listened on; as it comes, only this machine can reach it. */
  host: string
  /** Where PostgreSQL keeps the magazine; null keeps it in SQLite files in the data folder. */
  databaseUrl: string | null
  dataFolder: string
  /** The site's address as readers type it, such as `https://quire.example`, without a slash at the end. */
  origin: string | null
  /** Addresses and networks whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** The server that mail leaves through, with its password; null leaves mail in the outbox. */
  smtpUrl: string | null
  /** What opens Stripe to us; null has everything paid by hand. */
  stripe: { secretKey: string; webhookSecret: string } | null
}

/** Environment variables by name. */
export type Env = Record<string, string | undefined>

/** What the command line says about the machine; it goes before the environment. `data` means SQLite there, whatever DATABASE_URL says. */
export type Overrides = { data?: string | undefined; port?: number | undefined; host?: string | undefined }

/** The environment can't be used. `problems` has a sentence for everything that is wrong with it, not only the first. */
export class ConfigError extends Error {
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** This process's own environment. Nothing else in Tessera looks at it. */
export const environment: Env = process.env

/** Every variable with what it is for, as `tessera start --help` shows it. */
export const variables: readonly (readonly [name: string, help: string])[] = [
  ['PORT', 'the port, 4000 unless set; 0 takes any free one'],
  ['HOST', 'the address listened on, 127.0.0.1 unless set; 0.0.0.0 lets other machines in'],
  ['DATABASE_URL', 'postgres://…; without it the magazine is kept in SQLite files in TESSERA_DATA'],
  ['SMTP_URL', 'smtp://user:password@host:587 or smtps://…; without it mail waits in the outbox'],
  ['STRIPE_SECRET_KEY', 'sk_live_… or rk_live_…; with it and the next one plans are sold through Stripe'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_…, of the endpoint at Stripe that leads to /webhooks/stripe'],
  ['TESSERA_DATA', 'the folder of the SQLite files, ./data unless set'],
  ['TESSERA_URL', 'the address readers type, such as https://quire.example'],
  ['TESSERA_TRUSTED_PROXIES', 'proxies whose X-Forwarded-For is believed: addresses and networks, with commas between them'],
]

/** A port as it is typed, or null when it isn't one. */
export function readPort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null
}

/** Reads the environment, once. Throws a ConfigError with every problem. An empty variable counts as not set. */
export function readConfig(env: Env, { data, port, host }: Overrides = {}): Config {
  const result = schema.safeParse(relevant(env))
  const problems = [...(result.error?.issues.flatMap(problemsOf) ?? []), ...listUnpaired(env)]
  if (!result.success || problems.length > 0) throw new ConfigError(problems)
  const read = result.data
  return {
    port: port ?? read.PORT,
    host: host ?? read.HOST,
    databaseUrl: data === undefined ? (read.DATABASE_URL ?? null) : null,
    dataFolder: data ?? read.TESSERA_DATA,
    origin: read.TESSERA_URL ?? null,
    trustedProxies: read.TESSERA_TRUSTED_PROXIES,
    smtpUrl: read.SMTP_URL ?? null,
    stripe: stripeOf(read.STRIPE_SECRET_KEY, read.STRIPE_WEBHOOK_SECRET),
  }
}

const port = z
  .string()
  .transform((text, context) => readPort(text) ?? refuse(context, `“${text}” is not a port; it is a number up to 65535`))

const host = z
  .string()
  .regex(/^[\w.:-]+$/, { error: ({ input }) => `“${input}” is not an address to listen on, such as 127.0.0.1 or 0.0.0.0` })

// The value isn't repeated in the message: it may hold a password.
const databaseUrl = z.string().refine((text) => /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text), {
  error:
    'is not a PostgreSQL address, such as postgres://user:password@host/database; for SQLite leave it out and set TESSERA_DATA',
})

// Its password isn't repeated either.
const smtpUrl = z.string().refine((text) => /^smtps?:\/\/./.test(text) && URL.canParse(text) && new URL(text).hostname !== '', {
  error: 'is not the address of a mail server, such as smtp://user:password@host:587 or smtps://user:password@host',
})

// Nor are Stripe's keys.
const stripeKey = z.string().regex(/^(sk|rk)_(live|test)_\w+$/, {
  error: 'is not a secret key of Stripe’s; it begins with sk_live_ or rk_live_, or with sk_test_ to try things out',
})

const stripeSecret = z.string().regex(/^whsec_[\w+/=]+$/, {
  error:
    'is not the secret of an endpoint at Stripe; it begins with whsec_ and stands on the endpoint’s page, under signing secret',
})

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && (url.href === `${url.origin}/` || url.href === url.origin)
  return isOrigin
    ? url.origin
    : refuse(context, `“${text}” is not the address of a site; it is https:// and a name, without a path`)
})

const networks = z.string().transform((text, context) => {
  const list = text.split(',').map((item) => item.trim())
  const wrong = list.filter((item) => !isNetwork(item))
  return wrong.length === 0
    ? list
    : refuse(context, `“${wrong.join('”, “')}” is no address or network, such as 10.0.0.2 or 10.0.0.0/8`)
})

const schema = z.strictObject({
  PORT: port.default(4000),
  HOST: host.default('127.0.0.1'),
  DATABASE_URL: databaseUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
  STRIPE_SECRET_KEY: stripeKey.optional(),
  STRIPE_WEBHOOK_SECRET: stripeSecret.optional(),
  TESSERA_DATA: z.string().default('./data'),
  TESSERA_URL: origin.optional(),
  TESSERA_TRUSTED_PROXIES: networks.default([]),
})

/** Stripe's two settings are of use only together. */
function listUnpaired(env: Env): string[] {
  const names = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']
  const [missing, ...more] = names.filter((name) => !env[name])
  const given = names.find((name) => env[name])
  return missing && given && more.length === 0 ? [`${missing}: is missing, and ${given} is of no use without it.`] : []
}

function stripeOf(secretKey: string | undefined, webhookSecret: string | undefined): Config['stripe'] {
  return secretKey === undefined || webhookSecret === undefined ? null : { secretKey, webhookSecret }
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

function relevant(env: Env): Env {
  const isOurs = (name: string) => name in schema.shape || name.startsWith('TESSERA_')
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => isOurs(name) && value !== undefined && value !== ''))
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map(problemOfUnknown)
  return [`${issue.path.join('.')}: ${issue.message}.`]
}

function problemOfUnknown(name: string): string {
  const known = Object.keys(schema.shape)
  const near = nearestName(withoutPrefix(name), known.map(withoutPrefix))
  const meant = known.find((other) => withoutPrefix(other) === near)
  return `${name}: there is no such setting. ${meant === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${meant}?`}`
}

/** What tells a name from the others: all begin alike, which makes any two of them look near. */
function withoutPrefix(name: string): string {
  return name.replace(/^TESSERA_/, '')
}
