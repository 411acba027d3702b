import { stat } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, type RunningApp, test } from './support/app'
import { expectAccessibleInBothThemes } from './support/axe'
import { counter, goTo, openInvitePanel, personalLink, setUpPortal, switchOnJoinSite } from './support/console'

const PASSWORD = 'Violet umbrella, no rain'

async function inviteThree(page: Page): Promise<void> {
  const panel = await openInvitePanel(page, 'In bulk')
  const rows = ['Anna', 'Bert', 'Cora'].map((name) => `${name}\tBerg\t${name.toLowerCase()}@northwind.example`)
  await panel.getByLabel('Or paste a list').fill(['First name\tLast name\tE-mail', ...rows].join('\n'))
  await panel.getByRole('button', { name: 'Use this list' }).click()
  await panel.getByRole('button', { name: 'Check 3 rows' }).click()
  await panel.getByRole('radiogroup', { name: 'How to send' }).getByText('Hand over links').click()
  await panel.getByRole('button', { name: 'Invite 3 people' }).click()
  await panel.getByRole('button', { name: 'Print sheets' }).click()
  await expect(page.getByText('3 sheets on 3 pages')).toBeVisible()
}

/** Answers the system's dialog with this file. */
async function saveInto(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

/** The short code of a personal link, as it stands on paper: four groups of four. */
function codeOf(link: string): string {
  const token = link.slice(link.lastIndexOf('/') + 1)
  return token.slice(0, 16).replace(/(.{4})(?=.)/gu, '$1-')
}

async function openTab(page: Page, name: string): Promise<void> {
  const sheets = page.getByRole('heading', { name: 'Sheets', level: 1 })
  if (!(await sheets.isVisible())) {
    await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Sheets' }).click()
  }
  await page.getByRole('tab', { name }).click()
}

async function joinAt(phone: Page, link: string): Promise<void> {
  await phone.goto(link)
  await phone.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await phone.getByLabel('New password again').fill(PASSWORD)
  await phone.getByRole('button', { name: 'Join' }).click()
}

/** What the desk says about the last code. */
const answer = (page: Page): Locator => page.getByRole('tabpanel').getByRole('status').first()

test('Z3, Z4, Z10: the desk marks sheets by typed code, an approval sheet is entered back, a password is printed and sealed', async ({
  app,
  page,
  openPhone,
}, testInfo) => {
  test.setTimeout(240_000)
  await setUpPortal(page)
  await switchOnJoinSite(page)
  await goTo(page, 'Overview')
  await inviteThree(page)
  await saveInto(app, testInfo.outputPath('sheets.pdf'))
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText('sheets.pdf').last()).toBeVisible({ timeout: 60_000 })
  await goTo(page, 'Employees')
  const links = { anna: await personalLink(page, 'Anna Berg'), bert: await personalLink(page, 'Bert Berg') }

  await openTab(page, 'Hand-over')
  const field = page.getByLabel('Code on the sheet')
  await expect(field).toBeFocused()
  await test.step('Z3: a code typed small and without dashes marks the sheet, once', async () => {
    await page.keyboard.type(codeOf(links.anna).replaceAll('-', '').toLowerCase())
    await page.keyboard.press('Enter')
    await expect(answer(page)).toContainText('Anna Berg')
    await expect(answer(page)).toContainText('Handed over')
    await expect(page.getByRole('radio', { name: 'Not handed over 2' })).toBeVisible()
    await expect(field).toBeFocused()
    await page.keyboard.type(`${links.anna}\n`)
    await expect(answer(page)).toContainText('Was handed over already')
    await expect(answer(page)).toContainText('by Alice Keller')
  })
  await test.step('Z3: its receipt comes back, and is taken back again', async () => {
    await page.getByText('Receipt returned', { exact: true }).first().click()
    await expect(field).toBeFocused()
    await page.keyboard.type(`${codeOf(links.anna)}\n`)
    await expect(answer(page)).toContainText('Receipt returned')
    await expectAccessibleInBothThemes(page, 'Hand-over')
    await answer(page).getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByRole('radio', { name: 'Receipts outstanding 1' })).toBeVisible()
  })
  await test.step('Z3: what is no code, and what leads to nobody', async () => {
    await page.keyboard.type('hello\n')
    await expect(answer(page)).toContainText('This is not a code')
    await page.keyboard.type('ABCD-EFGH-JKMN-PQRS\n')
    await expect(answer(page)).toContainText('Unknown code')
  })

  for (const link of Object.values(links)) await joinAt(await openPhone(), link)
  await expect(counter(page, 'Pending confirmation 2')).toBeVisible()

  await test.step('Z10: who waits is printed with a number, and the decisions are entered in one pass by keyboard', async () => {
    await openTab(page, 'Approval sheet')
    await expect(page.getByText('2 people wait.')).toBeVisible()
    const file = testInfo.outputPath('approval.pdf')
    await saveInto(app, file)
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(page.getByText('Approval sheet 1 with 2 people saved')).toBeVisible({ timeout: 60_000 })
    expect((await stat(file)).size).toBeGreaterThan(1_000)
    await expect(page.getByRole('button', { name: 'Open approval sheet 1' })).toBeVisible()
    await page.getByLabel('Number of the sheet').fill('1')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(page.getByRole('listitem', { name: '1. Anna Berg' })).toBeFocused()
    await page.keyboard.press('a')
    await expect(page.getByRole('listitem', { name: '2. Bert Berg' })).toBeFocused()
    await page.keyboard.press('d')
    await page.keyboard.type('Not known to us')
    await expect(page.getByText('1 to approve · 1 to decline · 0 left as is')).toBeVisible()
    await expectAccessibleInBothThemes(page, 'Approval')
    await page.getByRole('button', { name: 'Apply 2 decisions' }).click()
    await page
      .getByRole('alertdialog', { name: 'Decline 1 person?' })
      .getByRole('button', { name: 'Apply 2 decisions' })
      .click()
    const done = page.getByRole('dialog', { name: 'Decisions entered' })
    await expect(done).toContainText('1 person approved')
    await expect(done).toContainText('1 person declined')
    await done.getByRole('button', { name: 'Close' }).click()
    await expect(page.getByRole('listitem', { name: '2. Bert Berg' })).toContainText('Declined from this sheet')
    await expect(counter(page, 'Pending confirmation 0')).toBeVisible()
  })

  await test.step('Z4: a new password is printed for her, seen nowhere else, and the old one is dead', async () => {
    await openTab(page, 'Password slips')
    await expect(page.getByText('Everybody has a password of their own')).toBeVisible()
    await page.getByRole('radio', { name: /^Everybody/u }).check()
    await page.getByRole('checkbox', { name: 'Choose Anna Berg' }).check()
    await expectAccessibleInBothThemes(page, 'Password slips')
    const file = testInfo.outputPath('slips.pdf')
    await saveInto(app, file)
    await page.getByRole('button', { name: 'Save as PDF' }).click()
    const question = page.getByRole('alertdialog', { name: 'New password for 1 person?' })
    await expect(question).toContainText('Printing again makes new ones')
    await question.getByRole('button', { name: 'Make and save' }).click()
    const done = page.getByRole('dialog', { name: 'Password slips' })
    await expect(done).toContainText('1 person has a new temporary password on paper.', { timeout: 60_000 })
    expect((await stat(file)).size).toBeGreaterThan(1_000)
    await done.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('radio', { name: /^Without a password/u }).check()
    await expect(page.getByRole('checkbox', { name: 'Choose Anna Berg' })).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})
