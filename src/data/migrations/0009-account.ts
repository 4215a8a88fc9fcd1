/** Changes of an address that wait for both sides, how often an address was written to, newsletters, and counts of networks. */
const common = (key: string, suffix = '') => [
  // One row a member: asking again replaces what was asked before, so that only the newest is ever good.
  `create table email_change (
    member_id integer primary key references member (id),
    new_email text not null,
    session_hash text not null,
    new_link_hash text not null unique,
    new_code_hash text not null,
    new_confirmed_at text,
    old_link_hash text not null unique,
    old_code_hash text not null,
    old_confirmed_at text,
    asked_at text not null,
    expires_at text not null,
    attempts integer not null,
    asked_count integer not null,
    counted_from text not null
  )`,
  `create table mail_count (
    address text primary key,
    count integer not null,
    newest_at text not null,
    counted_from text not null
  )${suffix}`,
  `create table newsletter (
    id ${key},
    slug text not null unique,
    name text not null,
    description text not null,
    position integer not null,
    retired_at text,
    created_at text not null
  )`,
  `create table newsletter_choice (
    member_id integer not null references member (id),
    newsletter_id integer not null references newsletter (id),
    wants integer not null check (wants in (0, 1)),
    chosen_at text not null,
    primary key (member_id, newsletter_id)
  )${suffix}`,
  'create index newsletter_choice_by_newsletter on newsletter_choice (newsletter_id)',
  // What several processes tell each other about the hour. A network is a keyed hash; key and counts go together when it is over.
  'create table network_key (hour integer primary key, key text not null)',
  `create table network_count (
    purpose text not null,
    hour integer not null,
    network text not null,
    count integer not null,
    primary key (purpose, hour, network)
  )${suffix}`,
]

export const account = {
  name: '0009-account',
  sqlite: common('integer primary key autoincrement', ' without rowid'),
  postgres: common('integer generated always as identity primary key'),
}
