/** What was captured of sources, its text in a table of its own, and which pick was made from which. */
const both = (key: string, suffix = '') => [
  // The keys are of the address an article goes by and of the one it was asked for by, empty where only text was pasted. The same text
  // from the same address is there once.
  `create table capture (
    id ${key},
    given_url text,
    canonical_url text,
    address_key text not null,
    given_key text not null,
    text_hash text not null,
    title text,
    author text,
    publication text,
    published_on text,
    language text,
    words integer not null,
    how text not null check (how in ('fetched', 'bookmarklet', 'pasted')),
    captured_at text not null,
    captured_by text,
    uncertain text not null,
    unique (text_hash, address_key)
  )`,
  'create index capture_by_address on capture (address_key)',
  'create index capture_by_given on capture (given_key)',
  'create table captured_text (capture_id integer primary key references capture (id), paragraphs text not null)',
  `create table pick_capture (
    pick_id integer primary key references pick (id),
    capture_id integer not null references capture (id)
  )${suffix}`,
  'create index pick_capture_by_capture on pick_capture (capture_id)',
]

export const captures = {
  name: '0012-captures',
  sqlite: both('integer primary key autoincrement', ' without rowid'),
  postgres: both('integer generated always as identity primary key'),
}
