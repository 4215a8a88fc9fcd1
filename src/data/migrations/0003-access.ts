/** What a member may open, whatever it comes from; the magazine's plans; and the subscriptions that members have or had. */
const common = (key: string, suffix = '') => [
  // One row for each thing that gives a member access, so that a page asks one table and never what stands behind it.
  `create table access_grant (
    member_id integer not null references member (id),
    source text not null,
    opens text not null check (opens in ('everything', 'metered')),
    from_at text not null,
    until_at text,
    primary key (member_id, source)
  )${suffix}`,
  'create index access_grant_by_source on access_grant (source)',
  `create table plan (
    id ${key},
    slug text not null unique,
    name text not null,
    description text not null,
    price integer not null,
    currency text not null,
    billed text not null check (billed in ('month', 'year')),
    trial_days integer not null,
    opens text not null check (opens in ('everything', 'metered')),
    stripe_price text unique,
    position integer not null,
    retired_at text,
    created_at text not null
  )`,
  `create table subscription (
    id ${key},
    member_id integer not null references member (id),
    plan_id integer not null references plan (id),
    kind text not null check (kind in ('comp', 'invoice', 'gift', 'stripe')),
    status text not null check (status in ('trialing', 'active', 'past-due', 'paused', 'ended')),
    starts_at text not null,
    paid_until text,
    cancels_at text,
    ended_at text,
    stripe_id text unique,
    note text not null,
    created_at text not null,
    updated_at text not null
  )`,
  'create index subscription_by_member on subscription (member_id)',
  'create index subscription_by_plan on subscription (plan_id)',
]

export const access = {
  name: '0003-access',
  sqlite: common('integer primary key autoincrement', ' without rowid'),
  postgres: common('integer generated always as identity primary key'),
}
