/** Gifts: a member opens one pick for others by a link. Who opened one is a random id, kept no longer than the gift. */
const common = (key: string, suffix = '') => [
  `create table gift (
    id ${key},
    member_id integer not null references member (id),
    pick_id integer not null references pick (id),
    opens text not null check (opens in ('everything', 'metered')),
    shows_name integer not null check (shows_name in (0, 1)),
    given_at text not null,
    expires_at text not null,
    link integer not null,
    room integer not null,
    opened integer not null,
    burst integer not null,
    burst_at text not null,
    paused_at text,
    paused_why text check (paused_why in ('many', 'fast')),
    grace_until text,
    ended_at text
  )`,
  'create unique index gift_in_hand on gift (member_id, pick_id) where ended_at is null',
  'create index gift_by_expiry on gift (expires_at)',
  // The links a gift has had, by their hashes: the one with the gift's own number is the one that opens.
  `create table gift_link (
    token_hash text primary key,
    gift_id integer not null references gift (id),
    link integer not null,
    unique (gift_id, link)
  )${suffix}`,
  `create table gift_opening (
    gift_id integer not null references gift (id),
    reader text not null,
    opened_at text not null,
    primary key (gift_id, reader)
  )${suffix}`,
  // What a member has used of a month's number; no two may have the same place in it.
  `create table gift_seat (
    member_id integer not null references member (id),
    month text not null,
    nth integer not null,
    gift_id integer not null,
    primary key (member_id, month, nth)
  )${suffix}`,
]

export const gifts = {
  name: '0007-gifts',
  sqlite: common('integer primary key autoincrement', ' without rowid'),
  postgres: common('integer generated always as identity primary key'),
}
