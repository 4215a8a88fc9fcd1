/** Pictures with their files, a pick's cover in what readers see, in what is written and in every version, and the magazine's logo. */
const both = (blob: string, suffix = '') => [
  `create table picture (
    name text primary key,
    kind text not null check (kind in ('cover', 'logo')),
    width integer not null,
    height integer not null,
    made_at text not null,
    made_by integer
  )${suffix}`,
  `create table picture_file (
    name text primary key,
    picture text not null references picture (name) on delete cascade,
    bytes ${blob} not null
  )`,
  'create index picture_file_by_picture on picture_file (picture)',
  // What covers hold is JSON. Beside it stands the picture's name where one is asked whether it is still of use.
  'alter table pick add column cover text',
  'alter table version add column cover text',
  'alter table version add column picture text',
  'create index version_by_picture on version (picture) where picture is not null',
  'alter table draft add column picture text',
  'create index draft_by_picture on draft (picture) where picture is not null',
  'create table logo (id integer primary key check (id = 1), light text, dark text)',
  'insert into logo (id, light, dark) values (1, null, null)',
]

export const pictures = {
  name: '0016-pictures',
  sqlite: both('blob', ' without rowid'),
  postgres: both('bytea'),
}
