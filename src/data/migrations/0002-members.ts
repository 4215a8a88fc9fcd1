/** Members, how they sign in, where they are signed in, and the mail that waits to be sent. */
const common = (key: string, suffix = '') => [
  `create table member (
    id ${key},
    email text not null unique,
    name text not null,
    keeps_history integer not null check (keeps_history in (0, 1)),
    created_at text not null
  )`,
  // One row an address: asking again replaces what was asked before, so that only the newest is ever good.
  `create table sign_in (
    email text primary key,
    flow_hash text not null unique,
    link_hash text not null unique,
    code_hash text not null,
    next text not null,
    asked_at text not null,
    expires_at text not null,
    attempts integer not null,
    used_at text,
    asked_count integer not null,
    counted_from text not null
  )`,
  `create table session (
    token_hash text primary key,
    member_id integer not null references member (id),
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    device text not null
  )${suffix}`,
  'create index session_by_member on session (member_id)',
  `create table outgoing_mail (
    id ${key},
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    asked_at text not null,
    useful_until text,
    sent_at text,
    attempts integer not null,
    next_attempt_at text,
    error text
  )`,
  'create index outgoing_mail_by_next_attempt on outgoing_mail (next_attempt_at)',
  'create index outgoing_mail_by_recipient on outgoing_mail (recipient)',
]

export const members = {
  name: '0002-members',
  sqlite: common('integer primary key autoincrement', ' without rowid'),
  postgres: common('integer generated always as identity primary key'),
}
