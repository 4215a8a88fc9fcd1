/** The new addresses of customers that Stripe has still to be told. */
const common = [
  // One row a member: a newer address takes the place of one that Stripe hasn't taken yet.
  `create table stripe_address (
    member_id integer primary key references member (id),
    email text not null,
    asked_at text not null,
    attempts integer not null,
    next_attempt_at text not null,
    error text
  )`,
]

export const stripeAddress = { name: '0010-stripe-address', sqlite: common, postgres: common }
