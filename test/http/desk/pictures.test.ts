import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clearWhatIsOver } from '../../../src/jobs/jobs.ts'
import { engines } from '../../support/database.ts'
import { type Editor, openEditor, wholeContent } from '../../support/desk.ts'
import { bars } from '../../support/picture-files.ts'
import { openTestSite, pickText, type TestSite } from '../../support/site.ts'

const day = 86_400_000
const alt = 'Three bars of color'
const fileOf = (bytes: Uint8Array | string, name = 'a.png') =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name)
const addressesIn = (page: string) => [...new Set(page.match(/\/pictures\/[\w-]+\.\w+/g))]

describe.each(engines)('pictures, on %s', (engine) => {
  let site: TestSite
  let ada: Editor
  let png: Buffer
  beforeEach(async () => {
    site = await openTestSite({ engine })
    ada = await openEditor(site, 'ada@paper.example', 'owner')
    png = await bars(900, 600)
  })
  afterEach(() => site.drop())

  const drafted = async () => {
    const { id } = await ada.do('createPick', { content: wholeContent })
    const picture = await ada.do('uploadCover', fileOf(png), { id })
    return { id, picture, cover: { picture, alt, credit: 'Ada Brook' } }
  }
  const save = async (id: number, revision: number, content: Partial<typeof wholeContent>) =>
    ada.do('savePick', { revision, content: { ...wholeContent, ...content }, note: '' }, { id })
  const pageOf = async (path = '/picks/the-ford-nobody-drew') => (await site.request(path)).text()

  test('a cover goes out with its pick, and everybody sees it as they see the lead', async () => {
    const { id, picture, cover } = await drafted()
    const { revision } = await save(id, 1, { cover })
    expect(addressesIn(await pageOf('/'))).toEqual([])
    await ada.do('publishPick', { revision }, { id })
    await ada.do('changeVisibility', { visibility: 'subscribers-only' }, { id })
    const page = await pageOf()
    expect(page).toContain('This article is for subscribers.')
    expect(page).toContain(`alt="${alt}"`)
    expect(page).toContain('<figcaption>Picture: Ada Brook</figcaption>')
    expect(page).toMatch(/<img [^>]*width="600" height="400"/)
    expect(page).toContain(`<meta property="og:image" content="http://localhost:4000/pictures/${picture.name}-900.jpg"/>`)
    expect(addressesIn(page)).toHaveLength(5)
    for (const address of [...addressesIn(page), ...addressesIn(await pageOf('/'))])
      expect((await site.request(address)).status, address).toBe(200)
  })

  test('a file of a picture can do nothing but be seen, whoever keeps it [CL-13] [DK-09]', async () => {
    const { picture } = await drafted()
    const answer = await site.request(`/pictures/${picture.name}-640.webp`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    expect(answer.headers.has('set-cookie')).toBe(false)
    const hostile = [
      '..%2f..%2fetc%2fpasswd',
      `${picture.name}-640.webp%00.html`,
      `${picture.name}-640.html`,
      'CON',
      'a'.repeat(300),
    ]
    // What isn't written as addresses are is first led to how it would be.
    for (const file of [...hostile, `${picture.name}-641.webp`, `${picture.name.slice(1)}-640.webp`])
      expect([301, 404], file).toContain((await site.request(`/pictures/${file}`)).status)
  })

  test('whatever a file is called, it gets a name of ours that nobody can guess [DK-09]', async () => {
    const { id } = await ada.do('createPick', {})
    const names = ['../../x.png', 'a\0.png', `${'n'.repeat(296)}.png`, 'NUL', 'COM1.png', 'a.php.png', '.htaccess', '<b>.png']
    const kept = new Set<string>()
    for (const name of names) kept.add((await ada.do('uploadCover', fileOf(png, name), { id })).name)
    expect(kept.size).toBe(names.length)
    for (const name of kept) expect(name).toMatch(/^[\w-]{22}$/)
    const tables = await site.database.db.selectFrom('picture_file').select('name').execute()
    expect(tables.every(({ name }) => /^[\w-]{22}-\d+\.(webp|jpg)$/.test(name))).toBe(true)
  })

  test('what can’t be used is refused in a sentence that says what to do, and nothing of it is kept [DK-09]', async () => {
    const { id } = await ada.do('createPick', {})
    const messageOf = async (bytes: Uint8Array | string) => {
      const said = await ada.ask('uploadCover', fileOf(bytes), { id })
      return said.status === 422 ? said.body.problem.message : said.status
    }
    expect(await messageOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')).toContain(
      'Save it from your drawing program as a PNG',
    )
    expect(await messageOf('<script>alert(1)</script>')).toContain('isn’t a picture')
    expect(await messageOf(png.subarray(0, 800))).toContain('can’t be read to its end')
    expect(await messageOf(Buffer.alloc(10_000_001))).toContain('larger than 10 MB')
    const headers = { 'content-type': 'image/png', 'sec-fetch-site': 'same-origin' }
    const answer = await ada.browser.get(`/desk/api/picks/${id}/pictures`, { method: 'POST', headers, body: new Uint8Array(png) })
    expect(answer.status).toBe(400)
    expect(await site.database.db.selectFrom('picture').select('name').execute()).toEqual([])
  })

  test('a cover that nobody has described keeps its pick from going out, until it is called decoration', async () => {
    const { id, cover } = await drafted()
    const saved = await save(id, 1, { cover: { ...cover, alt: null } })
    expect(saved.lacks.map(({ field }) => field)).toEqual(['cover'])
    const said = await ada.ask('publishPick', { revision: saved.revision }, { id })
    expect(said).toMatchObject({ status: 422, body: { problem: { fields: [{ field: 'cover' }] } } })
    const again = await save(id, saved.revision, { cover: { ...cover, alt: '' } })
    await ada.do('publishPick', { revision: again.revision }, { id })
    expect(await pageOf()).toContain('alt=""')
  })

  test('a cover comes back with its version, and stays when only the words change, or the address, or the access', async () => {
    const { id, cover } = await drafted()
    const { revision } = await save(id, 1, { cover })
    await ada.do('publishPick', { revision }, { id })
    const visible = await ada.do('changeVisibility', { visibility: 'open' }, { id })
    const moved = await ada.do('changeSlug', { slug: 'elsewhere' }, { id })
    expect([visible.content.cover, moved.content.cover]).toEqual([cover, cover])
    await site.publish((await pickTextOf(id)).replace('Ten summers', 'Eleven summers'))
    const imported = await ada.do('showPick', {}, { id })
    expect(imported.content).toMatchObject({ introduction: [expect.stringContaining('Eleven')], cover })
    const bare = await save(id, imported.revision, { cover: null })
    await ada.do('publishPick', { revision: bare.revision }, { id })
    expect(addressesIn(await pageOf('/picks/elsewhere'))).toEqual([])
    const now = await ada.do('showPick', {}, { id })
    const { versions } = await ada.do('listVersions', {}, { id })
    const number = versions.findLast(({ kind }) => kind === 'pick')?.number ?? 0
    expect((await ada.do('showVersion', {}, { id, number })).content.cover).toEqual(cover)
    const restored = await ada.do('restoreVersion', { revision: now.revision }, { id, number })
    expect(restored.content.cover).toEqual(cover)
  })

  test('a picture goes a day after nothing is of it any more, and no sooner', async () => {
    const { id, picture, cover } = await drafted()
    const isThere = async () => (await site.request(`/pictures/${picture.name}-640.webp`)).status === 200
    const clear = () => clearWhatIsOver({ database: site.database, now: () => site.clock.now })
    await clear()
    expect(await isThere()).toBe(true)
    const saved = await save(id, 1, { cover })
    site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
    await clear()
    expect(await isThere()).toBe(true)
    await ada.do('deletePick', { revision: saved.revision }, { id })
    await clear()
    expect(await isThere()).toBe(false)
    expect(await site.database.db.selectFrom('picture_file').select('name').execute()).toEqual([])
    const other = await ada.do('createPick', { content: { ...wholeContent, cover } })
    const said = await ada.ask('publishPick', { revision: other.revision }, { id: other.id })
    expect(said).toMatchObject({
      status: 422,
      body: { problem: { fields: [{ message: expect.stringContaining('Choose it again') }] } },
    })
  })

  test('who may not write in a pick may not put a picture there, and the logo is the owner’s', async () => {
    const { id } = await drafted()
    const eve = await openEditor(site, 'eve@paper.example', 'contributor')
    const jun = await openEditor(site, 'jun@paper.example', 'editor')
    expect((await eve.ask('uploadCover', fileOf(png), { id })).status).toBe(403)
    expect((await eve.ask('uploadCover', fileOf(png), { id: 999 })).status).toBe(404)
    const own = await eve.do('createPick', {})
    expect(await eve.do('uploadCover', fileOf(png), { id: own.id })).toMatchObject({ width: 900, height: 600 })
    expect((await jun.ask('uploadLogo', fileOf(png))).status).toBe(403)
    expect((await jun.ask('changeLogo', { light: null, dark: null })).status).toBe(403)
  })

  test('the logo stands for the name at the head of every page, with one for the dark, and square in the tab', async () => {
    const light = await ada.do('uploadLogo', fileOf(await bars(200, 200)))
    const dark = await ada.do('uploadLogo', fileOf(await bars(400, 100)))
    const cover = (await drafted()).picture
    expect((await ada.ask('changeLogo', { light: null, dark: dark.name })).status).toBe(422)
    expect((await ada.ask('changeLogo', { light: cover.name, dark: null })).status).toBe(422)
    await ada.do('changeLogo', { light: light.name, dark: dark.name })
    const front = await pageOf('/')
    expect(front).toMatch(/<a class="name"[^>]*><picture><source media="\(prefers-color-scheme: dark\)"/)
    expect(front).toMatch(/<img class="logo" [^>]*alt="Tessera"/)
    expect(front).toContain(`<link rel="icon" href="/pictures/${light.name}-icon.png" type="image/png"/>`)
    for (const address of [...addressesIn(front), '/favicon.ico']) {
      const { status, headers } = await site.request(address)
      expect([status, headers.get('content-type')], address).toEqual([200, 'image/png'])
    }
    expect((await ada.do('me', {})).magazine.logo).toEqual({ light, dark })
    site.clock.now = new Date(site.clock.now.getTime() + 2 * day)
    await clearWhatIsOver({ database: site.database, now: () => site.clock.now })
    expect((await site.request(`/pictures/${dark.name}-400.png`)).status).toBe(200)
    const again = await openEditor(site, 'bea@paper.example', 'owner')
    expect((await again.do('changeLogo', { light: null, dark: null })).logo).toBeNull()
    expect(await pageOf('/')).not.toContain('/pictures/')
  })

  const pickTextOf = async (id: number) => {
    const versions = site.database.db.selectFrom('version').select('content').where('pick_id', '=', id).where('kind', '=', 'pick')
    return (await versions.orderBy('number', 'desc').executeTakeFirstOrThrow()).content
  }
})

test('a pick without a cover says nothing of pictures anywhere', async () => {
  const site = await openTestSite({ picks: pickText({ headline: 'Bare' }) })
  for (const path of ['/', '/picks/bare'])
    expect(await (await site.request(path)).text()).not.toMatch(/<(picture|figure|img)|og:image/)
  await site.drop()
})
