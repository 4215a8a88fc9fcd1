/** Schools, companies and libraries: their seats, whom they invite, the domains and networks that are theirs, and how much they read. */
const seats = (key: string, suffix = '') => [
  // `taken` is counted in the row itself, so that one statement can compare it with the number of seats and take one.
  `create table reader_group (
    id ${key},
    name text not null unique,
    opens text not null check (opens in ('everything', 'metered')),
    from_at text not null,
    until_at text,
    seats integer check (seats >= 0),
    taken integer not null check (taken >= 0),
    administrator_id integer references member (id),
    mails_day text not null,
    mails_sent integer not null,
    created_at text not null
  )`,
  'create index reader_group_by_administrator on reader_group (administrator_id)',
  `create table group_seat (
    group_id integer not null references reader_group (id),
    member_id integer not null references member (id),
    came_by text not null check (came_by in ('invitation', 'domain')),
    taken_at text not null,
    primary key (group_id, member_id)
  )${suffix}`,
  'create index group_seat_by_member on group_seat (member_id)',
  `create table group_invitation (
    id ${key},
    group_id integer not null references reader_group (id),
    email text not null,
    token_hash text not null unique,
    invited_at text not null,
    expires_at text not null,
    ended_at text,
    unique (group_id, email)
  )`,
  'create index group_invitation_by_email on group_invitation (email)',
]

const placesAndUsage = (suffix = '') => [
  `create table group_domain (
    domain text primary key,
    group_id integer not null references reader_group (id),
    with_subdomains integer not null check (with_subdomains in (0, 1))
  )${suffix}`,
  `create table group_network (
    network text primary key,
    group_id integer not null references reader_group (id)
  )${suffix}`,
  // While a month lasts: a mark for each reader and one for each reading, under a key that is deleted with them when it is over.
  'create table group_month (month text primary key, hash_key text not null)',
  `create table group_mark (
    group_id integer not null references reader_group (id),
    month text not null,
    way text not null check (way in ('seat', 'network')),
    kind text not null check (kind in ('reader', 'reading')),
    mark text not null,
    primary key (group_id, month, way, kind, mark)
  )${suffix}`,
  `create table group_usage (
    group_id integer not null references reader_group (id),
    month text not null,
    way text not null check (way in ('seat', 'network')),
    readers integer not null,
    readings integer not null,
    primary key (group_id, month, way)
  )${suffix}`,
]

export const groups = {
  name: '0006-groups',
  sqlite: [...seats('integer primary key autoincrement', ' without rowid'), ...placesAndUsage(' without rowid')],
  postgres: [...seats('integer generated always as identity primary key'), ...placesAndUsage()],
}
