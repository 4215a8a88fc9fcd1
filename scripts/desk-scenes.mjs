// The desk of the sample magazine, as far as pictures of its screens need it: what is written there, and what to open.

const headline = 'The Town with Two Noons'
const introduction =
  'Before the railway, time was what the nearest thing that moved said it was. One small harbor gave that up more slowly than most, and had its reasons. Mara Ellison writes:'
const article = [
  'The town of Merrow kept its clocks by the ferry, and the ferry kept no time at all. On a still morning it crossed in eleven minutes; in a wind it crossed when it could. Nobody complained, for everybody was late together.',
  'Then the railway came and brought a clock of its own. It hung above the platform and was right, which the town took for an insult. Letters were written. One of them, from the harbor master, ran to nine pages and was never answered.',
  'For six years there were two noons in Merrow. The baker sold by one, and the bank closed by the other. A child born between them is entered in the register twice, and is said to have kept both birthdays.',
  'I have looked for the day on which it ended and not found one. No order was given. One autumn the ferry was late, as it always was, and somebody said so.',
  'What the town had lost was not the time, which it had never had. It was the right to agree about it. A clock that everybody can hear leaves nothing to settle, and a place that settles nothing has less to say to itself at noon.',
  'The old ferry bell is in the museum now. It has been rung once since, by mistake, and the whole street came out to look at the water.',
]
const quoted = [
  'The town of Merrow kept its clocks by the ferry, and the ferry kept no time at all.',
  'For six years there were two noons in Merrow.',
]

/** What is being written and planned besides; days are counted from the one on which the picture is taken. */
const drafts = [
  { headline: 'A Museum of Lost Umbrellas', topics: ['Museums', 'Weather'], source: 'The Paper Boat', inDays: 1, time: '08:00' },
  {
    headline: 'The Last Lamplighter Retires Twice',
    topics: ['Light', 'Work'],
    source: 'Harbor Quarterly',
    inDays: 2,
    time: '08:00',
  },
  { headline: 'What the Tide Tables Left Out', topics: ['Harbors'], source: 'The Paper Boat', inDays: 4, time: '17:30' },
  { headline: 'Nine Ways to Fold a Map', topics: ['Maps'], source: 'The Blank Atlas' },
]

const members = ['Ada Thorn', 'Bram Oduya', 'Cleo Marchetti', 'Dov Lindqvist', 'Esme Harrow', 'Finn Castellane']

/** The screens: where each is, and what is done there before its picture is taken. */
export const scenes = [
  { name: 'desk-clip', path: '/desk/clip', open: clip },
  { name: 'desk', path: null, open: compose },
  { name: 'desk-dark', path: null, colorScheme: 'dark', open: again },
  { name: 'desk-preview', path: null, open: preview },
  { name: 'desk-versions', path: null, open: showVersions },
  { name: 'desk-picks', path: '/desk', open: chooseTwo },
  { name: 'desk-find', path: '/desk', colorScheme: 'dark', open: find },
  { name: 'desk-calendar', path: '/desk/calendar' },
  { name: 'desk-sources', path: '/desk/sources' },
  { name: 'desk-topics', path: '/desk/topics' },
  { name: 'desk-members', path: '/desk/members' },
  { name: 'desk-meter', path: '/desk/magazine/meter', viewport: { width: 1440, height: 1400 } },
  { name: 'desk-phone', path: '/desk', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
]

/** Makes whoever looks at the page the owner of the sample magazine. */
export async function becomeOwner(page, ownerLink) {
  await page.goto(ownerLink)
  await page.locator('#name').fill('Jun Halloran')
  await page.locator('#email').fill('jun@lantern.example')
  await page.locator('form button').click()
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.locator('.picks .headline').first().waitFor()
}

/** Writes and plans what the pictures show. */
export async function fillDesk(page) {
  await page.evaluate(
    async ({ drafts: given, csv }) => {
      const post = async (path, body) => {
        const headers = { 'content-type': 'application/json' }
        const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
        if (!response.ok) throw new Error(await response.text())
        return response.json()
      }
      for (const { headline, topics, source, inDays, time } of given) {
        const excerpt = [
          [{ kind: 'run', text: 'It is kept in a drawer, and the drawer is kept in a room that nobody has asked to see.' }],
        ]
        const introduction = ['A small thing, told at the length that it deserves. Mara Ellison writes:']
        const content = { headline, topics, introduction, excerpt, source: { name: source, url: null } }
        const { id, revision } = await post('/desk/api/picks', { content })
        if (inDays === undefined) continue
        const day = new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)
        await post(`/desk/api/picks/${id}/schedule`, { revision, local: `${day}T${time}` })
      }
      await post('/desk/api/members/import', { csv, plan: null, runs: true })
    },
    {
      drafts,
      csv: ['email,name', ...members.map((name) => `${name.split(' ')[0].toLowerCase()}@paper.example,${name}`)].join('\n'),
    },
  )
}

/** Takes an article's text, as far as to where the pick begins. */
async function clip(page) {
  await page.getByLabel('Or its text').fill(article.join('\n\n'))
  await page.getByRole('button', { name: 'Take this text' }).click()
  await page.getByLabel('Title').fill('Two noons in Merrow')
  await page.getByLabel('Author').fill('Mara Ellison')
  await page.getByLabel('Publication').fill('The Paper Boat')
}

/** Composes a pick from it, as far as the picture shows it. */
async function compose(page) {
  await page.getByRole('button', { name: 'Begin the pick' }).click()
  await page.getByLabel('Headline', { exact: true }).fill(headline)
  await page.getByLabel('Introduction').fill(introduction)
  for (const words of quoted) await quote(page, words)
  await again(page)
}

/** Looks at it as a visitor on a phone who has one reading left. */
async function preview(page) {
  await page.getByRole('button', { name: 'Preview' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Readings left before it').fill('1')
  await dialog.getByLabel('Phone').check()
  await page.frameLocator('iframe').getByRole('heading', { name: headline }).first().waitFor()
}

async function again(page) {
  await page.evaluate(() => document.activeElement?.blur())
  await page.getByText(/^Saved \d/).waitFor()
}

async function showVersions(page) {
  await page.keyboard.press('Escape')
  await page.getByLabel('Headline', { exact: true }).fill('A Town with Two Noons, and What Ended Them')
  await page.getByText(/^Saved \d/).waitFor()
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.getByText('It is published.').waitFor()
  await page.getByLabel('Headline', { exact: true }).fill(headline)
  await page.getByText(/^Saved \d/).waitFor()
  await page.getByRole('button', { name: 'Versions' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /as it went out/ })
    .first()
    .click()
  await page.getByRole('dialog').locator('del').first().waitFor()
}

async function chooseTwo(page) {
  for (const at of [0, 1]) await page.locator('.picks input[type="checkbox"]').nth(at).check()
}

async function find(page) {
  await page.locator('.picks .headline').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /A pick, a source/ }).fill('map')
  await page.getByRole('option', { name: 'Nine Ways to Fold a Map' }).first().waitFor()
}

async function quote(page, words) {
  await page.getByRole('textbox', { name: 'Text of the source' }).evaluate((text, wanted) => {
    const span = [...text.querySelectorAll('[data-at]')].find((one) => one.textContent.includes(wanted))
    const from = span.textContent.indexOf(wanted)
    text.focus()
    getSelection().setBaseAndExtent(span.firstChild, from, span.firstChild, from + wanted.length)
  }, words)
  await page.keyboard.press('q')
}
