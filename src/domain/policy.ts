/** What the allowance renews with. A week starts on Monday (ISO 8601); a rolling period opens at the reader's first reading. */
export type PeriodKind = { kind: 'month' } | { kind: 'week' } | { kind: 'rolling'; days: number }

/** How many readings a period gives to each kind of reader. Subscribers have no limit and so no number. */
export type MeterPolicy = {
  period: PeriodKind
  allowance: { visitor: number; member: number }
}
