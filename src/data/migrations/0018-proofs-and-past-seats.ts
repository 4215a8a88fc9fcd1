/**
 * How a session began; the codes the staff get in by without their devices; who waits for an owner to let them in. And what a member’s
 * history at the desk lacked: who gave a subscription or ended it, and the seats they had.
 */
const common = (suffix = '') => [
  // Of what began before this nobody knows more than that a mailbox was enough.
  "alter table session add column proof text not null default 'mail' check (proof in ('mail', 'passkey', 'code', 'approval', 'console'))",
  // Until when somebody of the staff isn’t asked to set up a second proof.
  'alter table staff add column put_off_until text',
  // Used ones are kept: whoever ever had codes goes on needing a second proof.
  `create table recovery_code (
    code_hash text primary key,
    member_id integer not null references member (id),
    made_by text not null check (made_by in ('member', 'console')),
    made_at text not null,
    expires_at text,
    used_at text
  )${suffix}`,
  'create index recovery_code_by_member on recovery_code (member_id)',
  // One row a person: the session that waits, and the number which stands on its page and which an owner types.
  `create table desk_approval (
    member_id integer primary key references member (id),
    session_hash text not null,
    number text not null,
    asked_at text not null,
    expires_at text not null,
    attempts integer not null,
    approved_by integer
  )`,
  // As the audit log writes down who: `member 12`, `console`. Null for Stripe’s, and for what is older than this.
  'alter table subscription add column given_by text',
  'alter table subscription add column ended_by text',
  `create table past_seat (
    group_id integer not null references reader_group (id),
    member_id integer not null references member (id),
    came_by text not null check (came_by in ('invitation', 'domain')),
    taken_at text not null,
    ended_at text not null,
    primary key (group_id, member_id, taken_at)
  )${suffix}`,
  'create index past_seat_by_member on past_seat (member_id)',
]

export const proofsAndPastSeats = { name: '0018-proofs-and-past-seats', sqlite: common(' without rowid'), postgres: common() }
