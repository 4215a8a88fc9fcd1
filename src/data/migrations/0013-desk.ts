/** The desk: who works there, what is being written, what is planned, where old addresses lead, and who did what. */
const people = (suffix = '') => [
  `create table staff (
    member_id integer primary key references member (id),
    role text not null check (role in ('owner', 'editor', 'contributor')),
    added_at text not null,
    added_by integer
  )`,
  // While a magazine has no owner: what the console's link is known by.
  'create table first_owner (id integer primary key check (id = 1), code_hash text not null, expires_at text not null)',
  `create table presence (
    pick_id integer not null references pick (id),
    member_id integer not null references member (id),
    since text not null,
    seen_at text not null,
    primary key (pick_id, member_id)
  )${suffix}`,
  `create table audit (
    id integer primary key,
    at text not null,
    who text not null,
    what text not null,
    subject text not null,
    detail text not null,
    previous text not null,
    hash text not null
  )`,
  // The row that whoever writes into the log takes first, so that each entry has one before it.
  'create table audit_head (id integer primary key check (id = 1), number integer not null, hash text not null)',
  "insert into audit_head (id, number, hash) values (1, 0, '')",
]

const picks = (suffix = '') => [
  // `content` is null while what is written is what the pick says. The other columns are for lists, which hold no excerpt.
  `create table draft (
    pick_id integer primary key references pick (id),
    revision integer not null,
    content text,
    headline text not null,
    date text,
    source_name text not null,
    topics text not null,
    words integer not null,
    note text not null,
    created_by integer,
    saved_by integer
  )`,
  'create index draft_by_creator on draft (created_by)',
  `create table schedule (
    pick_id integer primary key references pick (id),
    local_time text not null,
    at text not null,
    set_by integer not null,
    held text
  )`,
  'create index schedule_by_moment on schedule (at) where held is null',
  `create table slug_redirect (slug text primary key, pick_id integer not null references pick (id))${suffix}`,
  'create index slug_redirect_by_pick on slug_redirect (pick_id)',
  `create table topic_redirect (slug text primary key, topic_id integer not null references topic (id))${suffix}`,
  'create index topic_redirect_by_topic on topic_redirect (topic_id)',
  'create index pick_by_update on pick (updated_at, id)',
  // A `draft` version is a draft’s content, as it is while it may lack something.
  "alter table version add column kind text not null default 'pick' check (kind in ('pick', 'draft'))",
  // The words quoted; null until they are counted.
  'alter table excerpt add column words integer',
]

export const desk = {
  name: '0013-desk',
  sqlite: [...people(' without rowid'), ...picks(' without rowid')],
  postgres: [...people(), ...picks()],
}
