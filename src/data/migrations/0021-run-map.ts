/** Where the runs of an excerpt stand in its article, as JSON; null where they weren't held against one when it went out. */
const column = ['alter table excerpt add column run_map text']

export const runMap = { name: '0021-run-map', sqlite: column, postgres: column }
