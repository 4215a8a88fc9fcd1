/** Sign-ins by browser instead of by address, and what is counted for an address beside them. */
const common = (suffix = '') => [
  // What waits there is over in ten minutes; whoever is in the middle of it asks again.
  'drop table sign_in',
  // One row a browser that asks. Where the limit allowed no mail there is no link and no code.
  `create table sign_in (
    flow_hash text primary key,
    email text not null,
    browser text not null,
    link_hash text unique,
    code_hash text,
    shared_hash text,
    next text not null,
    expires_at text not null,
    attempts integer not null,
    shared_attempts integer not null
  )${suffix}`,
  'create index sign_in_by_email on sign_in (email)',
  'create index sign_in_by_expiry on sign_in (expires_at)',
  `create table sign_in_count (
    address text not null,
    browser text not null,
    asked integer not null,
    asked_at text not null,
    asked_from text not null,
    tried integer not null,
    tried_from text not null,
    primary key (address, browser)
  )${suffix}`,
]

export const signIns = { name: '0011-sign-ins', sqlite: common(' without rowid'), postgres: common() }
