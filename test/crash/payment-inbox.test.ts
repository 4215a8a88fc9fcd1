import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { engines } from '../support/database.ts'
import { Paying } from '../support/paying.ts'

/** Another process keeps a message, takes it to apply it, and is killed. */
const taken = `
  const { openDatabase } = await import(process.env.ROOT + '/src/data/database.ts')
  const { saveEvent, claimEvents } = await import(process.env.ROOT + '/src/data/stripe-events.ts')
  const { db } = await openDatabase(JSON.parse(process.env.PLACE))
  const [now, until] = [new Date(process.env.NOW), new Date(process.env.UNTIL)]
  await saveEvent(db, { id: 'evt_1', type: 'invoice.paid', subject: process.env.SUBJECT, alert: null }, now)
  const claimed = await claimEvents(db, process.env.SUBJECT, { now, until })
  process.stdout.write(String(claimed.length), () => process.kill(process.pid, 'SIGKILL'))
`

test.each(engines)(
  'on %s a message that was kept is applied by another process when the first is killed before it could [PY-05]',
  async (engine) => {
    const paying = await Paying.open(engine)
    const { id, customer } = await paying.member()
    const subject = paying.stripe.ledger.subscribe({ customer, price: 'price_monthly' })
    const until = new Date(paying.now.getTime() + 5_000)
    const env = {
      ...process.env,
      ROOT: resolve('.'),
      PLACE: JSON.stringify(paying.database.place),
      NOW: paying.now.toISOString(),
      UNTIL: until.toISOString(),
      SUBJECT: subject,
    }
    const killed = spawnSync(process.execPath, ['--input-type=module', '-e', taken], { env, encoding: 'utf8', timeout: 20_000 })
    expect([killed.signal, killed.stdout]).toEqual(['SIGKILL', '1'])
    expect([await paying.applyAll(), await paying.windows(id)]).toEqual([0, []])
    paying.stripe.ledger.later(5)
    expect(await paying.applyAll()).toBe(1)
    expect(await paying.windows(id)).toEqual(['everything 2026-11-10T12:00:00 - 2026-12-17T12:00:00'])
    await paying.close()
  },
)
