import { cellsOf, gridOf } from '../../electron/core/domain/sheet-layouts'
import { cutOut, picturesOf, readCode } from '../support/printed-pages'
import { expect, test } from './support/app'
import { chip, choose, counter, goTo, openInvitePanel, setUpPortal, switchOnJoinSite } from './support/console'
import { findProgram } from './support/programs'

const PASSWORD = 'Violet umbrella, no rain'
/** As a phone close to the paper sees it. */
const DPI = 150

test('Q2, Q4, J2, C4, Z3: a sheet is printed, its code is read by a phone and lets in, and the desk marks it', async ({
  app,
  page,
  openPhone,
}, testInfo) => {
  test.skip(findProgram('pdftoppm') === null, 'pdftoppm of poppler-utils makes pictures of a PDF, and is not here')
  await setUpPortal(page)
  const address = await switchOnJoinSite(page)
  await goTo(page, 'Overview')
  const panel = await openInvitePanel(page, 'In bulk')
  await panel.getByLabel('Or paste a list').fill('First name\tLast name\tE-mail\nNora\tLind\tnora@northwind.example')
  await panel.getByRole('button', { name: 'Use this list' }).click()
  await panel.getByRole('button', { name: 'Check 1 row' }).click()
  await panel.getByRole('radiogroup', { name: 'How to send' }).getByText('Hand over links').click()
  await panel.getByRole('button', { name: 'Invite 1 person' }).click()
  await panel.getByRole('button', { name: 'Print sheets' }).click()
  await choose(page, 'US Letter')
  await expect(page.getByText('1 sheet on 1 page')).toBeVisible()
  await expect(counter(page, 'Invited 1')).toBeVisible()

  const file = testInfo.outputPath('nora.pdf')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText(file).last()).toBeVisible({ timeout: 60_000 })

  const link = await test.step('Q4: the code on the paper is read from its picture', async () => {
    const [cell] = cellsOf(gridOf('letter', 'letter'))
    if (!cell) return ''
    // The receipt below has a code of its own.
    const upper = { ...cell, height: cell.height - 60 }
    for await (const picture of picturesOf(file, DPI)) return readCode(cutOut(picture, upper, DPI)) ?? ''
    return ''
  })
  expect(link.toLowerCase().startsWith(`${address}/j/`.toLowerCase())).toBe(true)

  await test.step('J2: the phone opens it and joins', async () => {
    const phone = await openPhone()
    await phone.goto(link)
    await expect(phone.getByLabel('First name')).toHaveValue('Nora')
    await phone.getByLabel('New password', { exact: true }).fill(PASSWORD)
    await phone.getByLabel('New password again').fill(PASSWORD)
    await phone.getByRole('button', { name: 'Join' }).click()
  })
  await test.step('C4: the counters move by themselves', async () => {
    await expect(counter(page, 'Invited 0')).toBeVisible()
    await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  })
  await test.step('Z3: the same code at the desk marks the sheet, and says that she is in', async () => {
    await page.getByRole('tab', { name: 'Hand-over' }).click()
    await expect(page.getByLabel('Code on the sheet')).toBeFocused()
    await page.keyboard.type(`${link}\n`)
    const answer = page.getByRole('tabpanel').getByRole('status').first()
    await expect(answer).toContainText('Nora Lind')
    await expect(answer).toContainText('Handed over')
    await expect(answer).toContainText('Joined on')
    await expect(page.getByRole('radio', { name: 'Receipts outstanding 1' })).toBeVisible()
  })
  await goTo(page, 'Employees')
  await expect(chip(page, 'Pending confirmation 1')).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})
