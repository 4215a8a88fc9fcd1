/** The magazine: its settings, picks, topics, sources, and what search looks through. */
const common = (key: string) => [
  'create table setting (name text primary key, value text not null)',
  'create table signing_key (id text primary key, secret text not null, created_at text not null)',
  'create table generation (id integer primary key, number integer not null)',
  'insert into generation (id, number) values (1, 0)',
  `create table source (id ${key}, slug text not null unique, name text not null unique)`,
  `create table topic (id ${key}, slug text not null unique, name text not null unique, description text not null)`,
  `create table pick (
    id ${key},
    slug text not null unique,
    headline text not null,
    date text not null,
    introduction text not null,
    author text,
    source_id integer not null references source (id),
    source_url text,
    visibility text not null check (visibility in ('open', 'metered', 'subscribers-only')),
    published_at text,
    created_at text not null,
    updated_at text not null
  )`,
  'create index pick_by_date on pick (date, id)',
  'create index pick_by_publication on pick (published_at)',
  'create index pick_by_source on pick (source_id, date)',
  'create index pick_by_headline on pick (headline, date)',
  'create table excerpt (pick_id integer primary key references pick (id), content text not null)',
  `create table pick_topic (
    pick_id integer not null references pick (id),
    topic_id integer not null references topic (id),
    position integer not null,
    date text not null,
    primary key (pick_id, topic_id)
  )`,
  'create index pick_topic_by_topic on pick_topic (topic_id, date, pick_id)',
  `create table version (
    pick_id integer not null references pick (id),
    number integer not null,
    saved_at text not null,
    saved_by text not null,
    content text not null,
    primary key (pick_id, number)
  )`,
]

export const magazine = {
  name: '0001-magazine',
  sqlite: [
    ...common('integer primary key autoincrement'),
    `create virtual table lead_search using fts5 (headline, rest, content = '', contentless_delete = 1, tokenize = 'ascii')`,
    `create virtual table excerpt_search using fts5 (body, access, content = '', contentless_delete = 1, tokenize = 'ascii')`,
  ],
  postgres: [
    ...common('integer generated always as identity primary key'),
    'create table lead_search (pick_id integer primary key references pick (id), headline tsvector not null, document tsvector not null)',
    'create index lead_search_headline on lead_search using gin (headline)',
    'create index lead_search_document on lead_search using gin (document)',
    'create table excerpt_search (pick_id integer primary key references pick (id), document tsvector not null)',
    'create index excerpt_search_document on excerpt_search using gin (document)',
  ],
}
