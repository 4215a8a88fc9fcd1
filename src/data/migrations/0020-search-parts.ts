/**
 * Headlines, and the excerpts that are open to all, get an index of their own. Asked of the whole one, how far a question had to look grew
 * with the magazine: past every mention of a word to those in a headline, past every excerpt that holds it to those that are open.
 */
const own = (table: string, column: string) =>
  `create virtual table ${table} using fts5 (${column}, content = '', contentless_delete = 1, tokenize = 'ascii')`
// What an index without content still knows: which word stands where.
const words = (table: string) => `create virtual table indexed_word using fts5vocab('${table}', 'instance')`
const fill = (table: string, column: string, where = '') =>
  `insert into ${table} (rowid, ${column}) select doc, group_concat(term, ' ') from indexed_word where col = '${column}' ${where} group by doc`

export const searchParts = {
  name: '0020-search-parts',
  sqlite: [
    own('headline_search', 'headline'),
    words('lead_search'),
    fill('headline_search', 'headline'),
    'drop table indexed_word',
    own('open_excerpt_search', 'body'),
    own('whole_excerpt_search', 'body'),
    words('excerpt_search'),
    fill('open_excerpt_search', 'body', "and doc in (select doc from indexed_word where col = 'access')"),
    fill('whole_excerpt_search', 'body'),
    'drop table indexed_word',
    'drop table excerpt_search',
    'alter table whole_excerpt_search rename to excerpt_search',
  ],
  // There a headline is a column with an index of its own, and a mark in the index says what is open.
  postgres: [],
}
