/**
 * SQLite has one writer, so that no two readings can be given one seat; an index that sees to it costs as much as the reading itself.
 * On PostgreSQL, where requests do meet, it stays.
 */
export const ledgerOneIndex = {
  name: '0002-ledger-one-index',
  sqlite: [
    `create table reading_next (
      reader text not null,
      period text not null,
      pick_id integer not null,
      nth integer not null,
      opened_at text not null,
      primary key (reader, period, pick_id)
    ) without rowid`,
    'insert into reading_next select reader, period, pick_id, nth, opened_at from reading order by reader, period, pick_id',
    'drop table reading',
    'alter table reading_next rename to reading',
  ],
  postgres: [],
}
