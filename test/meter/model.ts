import type { Purpose } from '../../src/domain/access.ts'
import type { MeterPolicy, PeriodKind } from '../../src/domain/policy.ts'

/** One visitor id: per period the picks in the order of opening, whichever cookie or row holds them; 0 for one that was forgotten. */
type Visitor = Map<string, number[]>

const day = 86_400_000

/** What the meter is to do, written down as simply as it can be: no ledger, no cookies, no races. */
export class Model {
  now = Date.parse('2026-03-27T21:59:59.999Z')
  zone = 'Europe/Berlin'
  policy: MeterPolicy = { period: { kind: 'month' }, allowance: { visitor: 3, member: 5 } }
  visitor: Visitor | null = null
  /** The visitors of cookies that were saved. */
  saved: (Visitor | null)[] = []
  #welcomed = { hour: Number.NaN, count: 0 }
  readonly newVisitorsPerHour: number

  constructor(newVisitorsPerHour: number) {
    this.newVisitorsPerHour = newVisitorsPerHour
  }

  /** What is shown; `visitor` changes when a new one is welcomed. */
  visit(pick: number, purpose: Purpose): string {
    if (purpose === 'prefetch') return 'prefetch'
    const limit = this.policy.allowance.visitor
    const period = this.#period()
    const read = this.visitor?.get(period) ?? []
    const nth = read.indexOf(pick) + 1
    if (nth > 0) return this.#shown(nth)
    if (read.length >= limit) return 'allowance-spent'
    if (purpose === 'head') return 'head'
    if (!this.visitor) {
      if (!this.#welcome()) return 'sign-up-first'
      this.visitor = new Map()
    }
    this.visitor.set(period, [...read, pick])
    return this.#shown(read.length + 1)
  }

  /** What parallel requests for different picks show, in the order of `picks` that the ledger took them in. */
  burst(picks: number[]): string[] {
    if (this.visitor) return picks.map((pick) => this.visit(pick, 'read'))
    return picks.map((pick) => {
      const shown = this.visit(pick, 'read')
      this.visitor = null
      return shown
    })
  }

  forget() {
    for (const [period, picks] of this.visitor ?? []) this.visitor?.set(period, Array<number>(picks.length).fill(0))
  }

  restart() {
    this.#welcomed = { hour: Number.NaN, count: 0 }
  }

  #shown(nth: number): string {
    return `read ${nth}, ${Math.max(0, this.policy.allowance.visitor - nth)} left`
  }

  #welcome(): boolean {
    const hour = Math.floor(this.now / 3_600_000)
    if (this.#welcomed.hour !== hour) this.#welcomed = { hour, count: 0 }
    this.#welcomed.count++
    return this.#welcomed.count <= this.newVisitorsPerHour
  }

  #period(): string {
    const newest = [...(this.visitor?.keys() ?? [])].toSorted().at(-1)
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: this.zone }).format(this.now)
    const start = startOf(this.policy.period, today, newest)
    return newest !== undefined && newest > start ? newest : start
  }
}

function startOf(period: PeriodKind, today: string, newest: string | undefined): string {
  if (period.kind === 'month') return `${today.slice(0, 7)}-01`
  if (period.kind === 'week') return dateOf(Date.parse(today) - ((new Date(today).getUTCDay() + 6) % 7) * day)
  return newest !== undefined && Date.parse(today) < Date.parse(newest) + period.days * day ? newest : today
}

function dateOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
