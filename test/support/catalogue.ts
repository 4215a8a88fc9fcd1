/**
 * Every row of the security and reliability catalogue: `tested` by a test whose title has its id in brackets; `later`, with what it
 * waits for; or `inherent`: it can't be prevented by anyone, and what is done about it is said instead.
 */
export type Row = 'tested' | { later: string } | { inherent: string }

const newsletters: Row = { later: 'needs newsletters' }
const feeds: Row = { later: 'needs feeds' }

/** The rows by id, in the catalogue's order. */
export const catalogue: Record<string, Row> = {
  ...rows('PW', 1, 13, 'tested'),
  'PW-14': feeds,
  'PW-15': 'tested',
  'PW-16': { later: 'needs editions, pictures and audio; that a pick has no other view is part of PW-08' },
  ...rows('PW', 17, 23, 'tested'),
  'PW-24': { inherent: 'whoever may read a page may keep it; a counted page and a proved robot’s say noarchive' },
  ...rows('PW', 25, 36, 'tested'),

  ...rows('CA', 1, 8, 'tested'),
  'CA-09': { later: 'needs the edge worker' },
  ...rows('CA', 10, 12, 'tested'),
  'CA-13': 'tested',
  'CA-14': { later: 'needs the edge worker' },

  ...rows('AU', 1, 24, 'tested'),

  ...rows('PY', 1, 13, 'tested'),

  ...rows('CL', 1, 19, 'tested'),

  ...rows('DK', 1, 9, 'tested'),
  'DK-10': { later: 'needs an import of archives; what is imported now is plain text' },
  ...rows('DK', 11, 14, 'tested'),
  'DK-15': { later: 'needs fields that hold code; there are none' },
  ...rows('DK', 16, 17, 'tested'),

  ...rows('ML', 1, 11, newsletters),
  ...rows('ML', 12, 15, feeds),
  ...rows('ML', 16, 18, newsletters),

  ...rows('RL', 1, 7, 'tested'),
  'RL-08': { later: 'needs backup and restore' },
  'RL-09': { later: 'needs backup and restore' },
  'RL-10': { later: 'needs a replica; the loss of one is published with backups' },
  'RL-11': { later: 'needs backup and restore, and something that could be sent twice' },
  'RL-12': 'tested',
  'RL-13': { later: 'needs a second released schema' },
  'RL-14': { later: 'needs a server of its own that is stopped under load' },
  'RL-15': 'tested',
  'RL-16': { later: 'needs a scheduler that tries every order in which requests and jobs can meet' },
  'RL-17': 'tested',
  'RL-18': { later: 'needs a load of thousands of sockets; the server’s time limits are set already' },
  'RL-19': { later: 'needs a load of its own; the bench measures one pick for all' },
  'RL-20': { later: 'needs each of them to be away for an hour; that one fails is tested where it is used' },
  'RL-21': { later: 'needs a run of a day' },
  'RL-22': {
    later: 'needs a probe of how long the process is held up; articles are read and pictures made in workers of their own',
  },
  'RL-23': { later: 'needs a load of its own beside a reader that holds the database' },
  'RL-24': { later: 'needs PostgreSQL to be killed under load' },

  ...rows('HD', 1, 5, 'tested'),
  'HD-06': { later: 'needs a list of known vulnerabilities to compare the lock file with' },
  'HD-07': 'tested',
  'HD-08': 'tested',
  'HD-09': {
    later: 'needs a secret or a switch with a default; none has one, and the signing key is made at random on the first start',
  },
  'HD-10': { later: 'needs the browser run to record every host asked; what is shipped names none, and the policy allows none' },
}

/** How many rows each group of the catalogue has. */
export const groupSizes = { PW: 36, CA: 14, AU: 24, PY: 13, CL: 19, DK: 17, ML: 18, RL: 24, HD: 10 }

function rows(group: string, first: number, last: number, row: Row): Record<string, Row> {
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  return Object.fromEntries(numbers.map((number) => [`${group}-${String(number).padStart(2, '0')}`, row]))
}
