/** What is agreed with sources, how many readers were sent to them, and what has become of the articles quoted. */
const tables = (suffix = '') => [
  // `words_per_month` is null for the magazine's own limit, 0 for none.
  `create table source_terms (
    source_id integer primary key references source (id),
    revision integer not null,
    words_per_month integer,
    permission text not null check (permission in ('none', 'asked', 'granted', 'refused')),
    permitted_until text,
    permission_text text not null,
    note text not null,
    saved_at text not null,
    saved_by integer
  )`,
  // A day on the magazine's calendar; nothing says who followed.
  `create table source_follow (
    pick_id integer not null references pick (id),
    day text not null,
    count integer not null,
    primary key (pick_id, day)
  )${suffix}`,
  'create index source_follow_by_day on source_follow (day)',
  // `finding` is JSON, `mark` a hash of it; `settled_mark` is the mark of the finding that an editor has seen to. `next_at` is also how
  // long whoever is looking has it to themselves; `is_wanted` goes before everything else that is due.
  `create table watch (
    pick_id integer primary key references pick (id),
    url text not null,
    host text not null,
    state text not null,
    finding text not null,
    mark text not null,
    since text,
    looked_at text,
    next_at text not null,
    is_wanted integer not null,
    misses integer not null,
    validators text not null,
    canonical text,
    settled_mark text,
    settled_as text check (settled_as in ('seen', 'quoted-before')),
    settled_note text not null,
    settled_at text,
    settled_by integer
  )`,
  'create index watch_by_next on watch (next_at)',
  'create index watch_by_state on watch (state)',
  // When a site may be asked again, and what its robots.txt said when it was last read.
  'create table watch_host (host text primary key, free_at text not null, robots text, robots_at text)',
]

export const sources = {
  name: '0019-sources',
  sqlite: tables(' without rowid'),
  postgres: tables(),
}
