/** The meter's ledger: which pick a reader opened in which period; `nth` is its number in the order of opening, from 1. It has no foreign key because it may live in a file of its own. */
const table = (suffix: string) => `create table reading (
    reader text not null,
    period text not null,
    pick_id integer not null,
    nth integer not null,
    opened_at text not null,
    primary key (reader, period, pick_id),
    unique (reader, period, nth)
  )${suffix}`

export const ledger = {
  name: '0001-ledger',
  sqlite: [table(' without rowid')],
  postgres: [table('')],
}
