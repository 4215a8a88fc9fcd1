import { expect, test } from 'vitest'
import { countMissingWords } from '../../src/flows/count-missing-words.ts'
import { engines } from '../support/database.ts'
import { openEditor } from '../support/desk.ts'
import { openTestSite, pickText } from '../support/site.ts'

test.each(engines)('the words of excerpts that were saved before they were counted are counted, on %s', async (engine) => {
  const site = await openTestSite({ engine, picks: pickText({ headline: 'One' }) })
  try {
    const { db } = site.database
    const editor = await openEditor(site, 'ada@paper.example', 'editor')
    const counted = async () => (await editor.do('listPicks', {})).picks[0]?.quotedWords
    await db.updateTable('excerpt').set({ words: null }).execute()
    expect(await counted()).toBe(0)
    await countMissingWords(db)
    // Without what the editors say between the brackets.
    expect(await counted()).toBe(16)
  } finally {
    await site.drop()
  }
})
