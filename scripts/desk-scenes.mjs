// A pick being composed at the desk of the sample magazine, as far as a picture needs it.

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

/** Becomes the owner of the sample magazine and composes a pick, as far as the picture shows it. */
export async function showDesk(page, ownerLink) {
  await page.goto(ownerLink)
  await page.locator('#name').fill('Jun Halloran')
  await page.locator('#email').fill('jun@lantern.example')
  await page.locator('form button').click()
  await page.getByRole('button', { name: 'New pick' }).click()
  await page.getByLabel('Headline', { exact: true }).fill(headline)
  await page.getByLabel('Introduction').fill(introduction)
  await page.getByRole('combobox', { name: 'Source' }).fill('The Paper Boat')
  await page.getByLabel('Text of the article').fill(article.join('\n\n'))
  await page.getByRole('button', { name: 'Quote from this text' }).click()
  for (const words of quoted) await quote(page, words)
  await page.evaluate(() => document.activeElement?.blur())
  await page.getByText(/^Saved \d/).waitFor()
  await page.evaluate(() => document.fonts.ready)
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
