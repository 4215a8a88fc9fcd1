import type { Selectable } from 'kysely'
import type { Article, CaptureWay, Doubt } from '../domain/article.ts'
import type { CaptureTables } from './captures-schema.ts'
import type { Db, Trx } from './schema.ts'

/** What was captured of a source, without its text. */
export type Capture = Omit<Article, 'paragraphs'> & {
  id: number
  /** The address as it was given; null where text was pasted. */
  givenUrl: string | null
  how: CaptureWay
  capturedAt: Date
  /** Who captured it, as the desk knows them. */
  capturedBy: string | null
}

/**
 * What makes two captures ones of the same article: the very same text, or an address, without what changes nothing. An article has up to
 * two, the one it goes by first and then the one it was asked for by; pasted text may have none.
 */
export type ArticleMarks = { addressKeys: readonly string[]; textHash: string }

/** A capture of an article, and the picks that were made from it. */
export type KnownCapture = Capture & { picks: { id: number; slug: string; headline: string }[] }

const columns = [
  ...(['id', 'given_url', 'canonical_url', 'title', 'author', 'publication', 'published_on', 'language', 'words'] as const),
  ...(['how', 'captured_at', 'captured_by', 'uncertain'] as const),
] as const

/**
 * Saves a capture with its text. The same text from the same address is kept once, whoever captured it first and however many do at once:
 * then `isNew` is false, the id is the first one's, and nothing is changed.
 */
export async function saveCapture(
  trx: Trx,
  {
    article,
    marks,
    ...about
  }: { article: Article; marks: ArticleMarks } & Pick<Capture, 'givenUrl' | 'how' | 'capturedAt' | 'capturedBy'>,
): Promise<{ id: number; isNew: boolean }> {
  const [address = '', given = address] = marks.addressKeys
  const key = { text_hash: marks.textHash, address_key: address }
  const row = await trx
    .insertInto('capture')
    .values({
      ...key,
      given_key: given,
      given_url: about.givenUrl,
      canonical_url: article.canonicalUrl,
      title: article.title,
      author: article.author,
      publication: article.publication,
      published_on: article.publishedOn,
      language: article.language,
      words: article.words,
      how: about.how,
      captured_at: about.capturedAt.toISOString(),
      captured_by: about.capturedBy,
      uncertain: JSON.stringify(article.uncertain),
    })
    .onConflict((conflict) => conflict.columns(['text_hash', 'address_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return { id: await loadId(trx, key), isNew: false }
  await trx
    .insertInto('captured_text')
    .values({ capture_id: row.id, paragraphs: JSON.stringify(article.paragraphs) })
    .execute()
  return { id: row.id, isNew: true }
}

/** A capture with its text, which is the desk's alone. */
export async function findCapture(db: Db, id: number): Promise<(Capture & { paragraphs: string[] }) | null> {
  const row = await db
    .selectFrom('capture')
    .innerJoin('captured_text', 'captured_text.capture_id', 'capture.id')
    .where('id', '=', id)
    .select([...columns, 'captured_text.paragraphs'])
    .executeTakeFirst()
  return row ? { ...captureOf(row), paragraphs: JSON.parse(row.paragraphs) as string[] } : null
}

/** Every capture of an article, the newest first, with the picks made from it; without the text. */
export async function findCapturesOf(db: Db, { addressKeys, textHash }: ArticleMarks): Promise<KnownCapture[]> {
  const rows = await db
    .selectFrom('capture')
    .where((eb) => {
      const marks = [eb('text_hash', '=', textHash)]
      if (addressKeys.length > 0) marks.push(eb('address_key', 'in', addressKeys), eb('given_key', 'in', addressKeys))
      return eb.or(marks)
    })
    .select(columns)
    .orderBy('captured_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  const ids = rows.map(({ id }) => id)
  const picks = ids.length === 0 ? [] : await listPicksFrom(db, ids)
  const of = (id: number) => picks.filter((pick) => pick.captureId === id).map(({ captureId: _, ...pick }) => pick)
  return rows.map((row) => ({ ...captureOf(row), picks: of(row.id) }))
}

/** Writes down what somebody found an article to be who looked at it, and what isn't sure of it still; as long as no pick was made from it. */
export async function saveCaptureFacts(
  trx: Trx,
  id: number,
  facts: Pick<Capture, 'title' | 'author' | 'publication' | 'publishedOn' | 'uncertain'>,
): Promise<void> {
  const { title, author, publication, publishedOn, uncertain } = facts
  const row = { title, author, publication, published_on: publishedOn, uncertain: JSON.stringify(uncertain) }
  await trx
    .updateTable('capture')
    .set(row)
    .where('id', '=', id)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('pick_capture').select('pick_id').where('capture_id', '=', id))))
    .execute()
}

/** Says which capture a pick's excerpt is checked against, instead of the one that was said before. */
export async function saveCaptureOfPick(trx: Trx, pickId: number, captureId: number): Promise<void> {
  await trx
    .insertInto('pick_capture')
    .values({ pick_id: pickId, capture_id: captureId })
    .onConflict((conflict) => conflict.column('pick_id').doUpdateSet({ capture_id: captureId }))
    .execute()
}

/** The capture that a pick was made from, with its text; null where there is none. */
export async function findCaptureOfPick(db: Db, pickId: number): Promise<(Capture & { paragraphs: string[] }) | null> {
  const row = await db.selectFrom('pick_capture').where('pick_id', '=', pickId).select('capture_id').executeTakeFirst()
  return row ? findCapture(db, row.capture_id) : null
}

async function loadId(trx: Trx, { text_hash, address_key }: { text_hash: string; address_key: string }): Promise<number> {
  const known = trx.selectFrom('capture').where('text_hash', '=', text_hash).where('address_key', '=', address_key)
  return (await known.select('id').executeTakeFirstOrThrow()).id
}

function listPicksFrom(db: Db, captureIds: number[]) {
  return db
    .selectFrom('pick_capture')
    .innerJoin('pick', 'pick.id', 'pick_capture.pick_id')
    .where('pick_capture.capture_id', 'in', captureIds)
    .select(['pick_capture.capture_id as captureId', 'pick.id', 'pick.slug', 'pick.headline'])
    .orderBy('pick.id')
    .execute()
}

type Row = Pick<Selectable<CaptureTables['capture']>, (typeof columns)[number]>

function captureOf(row: Row): Capture {
  return {
    id: row.id,
    givenUrl: row.given_url,
    canonicalUrl: row.canonical_url,
    title: row.title,
    author: row.author,
    publication: row.publication,
    publishedOn: row.published_on,
    language: row.language,
    words: row.words,
    how: row.how,
    capturedAt: new Date(row.captured_at),
    capturedBy: row.captured_by,
    uncertain: JSON.parse(row.uncertain) as Doubt[],
  }
}
