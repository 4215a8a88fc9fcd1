/** Members' passkeys, and the challenges that a browser is about to answer with one. */
const both = (suffix = '') => [
  // The site is kept because a passkey works nowhere else: one that was made for an older address can be told apart.
  `create table passkey (
    credential_id text primary key,
    member_id integer not null references member (id),
    site text not null,
    public_key text not null,
    counter bigint not null,
    transports text not null,
    name text not null,
    backed_up integer not null check (backed_up in (0, 1)),
    created_at text not null,
    last_used_at text
  )${suffix}`,
  'create index passkey_by_member on passkey (member_id)',
  `create table passkey_challenge (
    hash text primary key,
    kind text not null check (kind in ('add', 'sign-in')),
    member_id integer,
    bound_hash text not null,
    expires_at text not null
  )${suffix}`,
  'create index passkey_challenge_by_end on passkey_challenge (expires_at)',
]

export const passkeys = { name: '0008-passkeys', sqlite: both(' without rowid'), postgres: both() }
