/** What is known of Stripe: its events until they are applied, whose customer is whose, checkouts under way, and what is to be cancelled there. */
const common = [
  `create table stripe_event (
    id text primary key,
    type text not null,
    subject text not null,
    received_at text not null,
    attempts integer not null,
    next_attempt_at text,
    applied_at text,
    alert text
  )`,
  'create index stripe_event_due on stripe_event (next_attempt_at) where next_attempt_at is not null',
  'create index stripe_event_by_subject on stripe_event (subject)',
  'create index stripe_event_by_arrival on stripe_event (received_at)',
  // Looks at one subscription are numbered, and what an older look saw is not written over what a newer one did.
  `create table stripe_look (
    subscription text primary key,
    number integer not null
  )`,
  `create table stripe_customer (
    member_id integer primary key references member (id),
    customer text not null unique
  )`,
  `create table stripe_checkout (
    member_id integer primary key references member (id),
    price text not null,
    started_at text not null,
    session text
  )`,
  // No member is named: what is to be cancelled is what somebody left behind who has no account any more.
  `create table stripe_cancellation (
    customer text primary key,
    asked_at text not null,
    attempts integer not null,
    next_attempt_at text,
    error text
  )`,
  `create table stripe_reconciliation (
    id integer primary key check (id = 1),
    started_at text not null,
    finished_at text,
    checked integer not null,
    corrected integer not null,
    report text not null,
    error text
  )`,
]

export const stripe = { name: '0005-stripe', sqlite: common, postgres: common }
