/** What members were asked to pay, by Stripe or by hand. */
const common = (key: string) => [
  `create table invoice (
    id ${key},
    member_id integer not null references member (id),
    subscription_id integer references subscription (id),
    number text not null,
    total integer not null,
    currency text not null,
    issued_at text not null,
    paid_at text,
    url text,
    stripe_id text unique
  )`,
  'create index invoice_by_member on invoice (member_id)',
  // Stripe counts for itself; in the magazine's own books no number is given twice.
  'create unique index invoice_by_hand on invoice (number) where stripe_id is null',
]

export const invoices = {
  name: '0004-invoices',
  sqlite: common('integer primary key autoincrement'),
  postgres: common('integer generated always as identity primary key'),
}
