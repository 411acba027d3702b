import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import {
  chip,
  chooseFromMenu,
  filterBy,
  goTo,
  menuOf,
  openInvitePanel,
  openProfile,
  openSampleCompany,
  personRow,
  setUpPortal,
  switchOnJoinSite,
} from './support/console'
import { mailEnvironment } from './support/mail-programs'

/** Opens the checklists of the settings. */
async function openChecklists(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByRole('link', { name: 'Checklists' }).click()
  await expect(page.getByRole('heading', { name: 'Checklists' })).toBeVisible()
}

/** Chooses from a list that opens below a field. */
async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click()
  await page.locator('.n-base-select-option').filter({ hasText: option }).first().click()
}

test('T1, S1: a checklist gives an invited person tasks with owner and day; then dismissing is the way', async ({
  launch,
}, testInfo) => {
  // No mail program takes the draft over: it stays prepared, and the invitation is made all the same.
  const { page } = await launch({ env: await mailEnvironment(testInfo.outputPath('mail'), null) })
  await setUpPortal(page)
  await switchOnJoinSite(page)
  await openChecklists(page)
  await page.getByRole('button', { name: 'New checklist' }).click()
  const dialog = page.getByRole('dialog', { name: 'New checklist' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Fill this in.').first()).toBeVisible()
  await dialog.getByLabel('Name').fill('First day')
  await dialog.getByLabel('Task 1', { exact: true }).fill('Issue laptop')
  await dialog.getByLabel('Days after the invitation, task 1').fill('0')
  await choose(page, dialog.getByLabel('Owner of task 1').first(), 'Whoever invites')
  await dialog.getByRole('button', { name: 'Add task' }).click()
  await dialog.getByLabel('Task 2', { exact: true }).fill('Sign contract')
  await dialog.getByRole('button', { name: 'Move task 2 up' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('For everyone who is invited · 2 tasks')).toBeVisible()
  await expect(page.getByText('Sign contract, Issue laptop')).toBeVisible()

  const panel = await openInvitePanel(page, 'E-mail')
  await panel.getByLabel('E-mail addresses').fill('Bruno Haas <bruno@northwind.example>')
  await panel.getByRole('button', { name: 'Open mail app' }).click()
  await expect(panel.getByText('1 person invited')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  const profile = await openProfile(page, 'Bruno Haas')
  const tasks = profile.getByRole('region', { name: 'Tasks' })
  await expect(tasks.getByRole('checkbox', { name: 'Sign contract' })).toBeVisible()
  await expect(tasks.getByText('From “First day”')).toHaveCount(2)
  await expect(tasks.getByText('Alice Keller')).toBeVisible()
  await tasks.getByRole('checkbox', { name: 'Issue laptop' }).check()
  await expect(tasks.getByText('1 open')).toBeVisible()
  await tasks.getByRole('button', { name: 'Edit the task Sign contract' }).click()
  await tasks.getByLabel('Task', { exact: true }).fill('Sign both contracts')
  await tasks.getByRole('button', { name: 'Save' }).click()
  await expect(tasks.getByRole('checkbox', { name: 'Sign both contracts' })).toBeVisible()
  await expect(tasks.getByText('neither deleted nor declined')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(profile).toBeHidden()

  const acts = await menuOf(page, 'Bruno Haas')
  expect(acts).not.toContain('Delete')
  await chooseFromMenu(page, 'Bruno Haas', 'Dismiss')
  await page.getByRole('alertdialog', { name: 'Dismiss Bruno Haas?' }).getByRole('button', { name: 'Dismiss' }).click()
  await expect(chip(page, 'Dismissed 1')).toBeVisible()
})

test('Z2: what a leaver made is shown first, and handed over to somebody else', async ({ page }) => {
  await openSampleCompany(page)
  await goTo(page, 'Employees')
  // Whoever invited somebody who has not accepted leaves something behind.
  await filterBy(page, /^Invited/)
  const inviters = page.getByRole('grid', { name: 'Employees' }).getByRole('gridcell')
  await expect(inviters.first()).toBeVisible()
  const leaver = await inviterOtherThan(page, 'Daniel Winslow')
  await goTo(page, 'Employees')
  await page.getByRole('searchbox', { name: 'Search employees' }).fill(leaver)
  await expect(personRow(page, leaver)).toBeVisible()
  await chooseFromMenu(page, leaver, 'Dismiss')
  const dialog = page.getByRole('dialog', { name: `Dismiss ${leaver}?` })
  const left = dialog.getByRole('region', { name: 'What they leave behind' })
  await expect(left.getByText(/open invitations?/)).toBeVisible()
  await dialog.getByRole('radio', { name: 'Hand over' }).check()
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await expect(dialog.getByText('Fill this in.')).toBeVisible()
  const heir = dialog.getByLabel('Hand over to')
  await heir.click()
  await heir.fill('Daniel')
  await page.locator('.n-base-select-option').filter({ hasText: 'Daniel Winslow' }).click()
  await dialog.getByRole('button', { name: 'Dismiss' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`${leaver} is dismissed.`)).toBeVisible()

  const drawer = page.getByRole('dialog', { name: leaver, exact: true })
  await page.getByRole('row').getByRole('button', { name: leaver, exact: true }).click()
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('Invitations handed over')
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText('to Daniel Winslow')
})

/** Somebody in the column *Invited by* who is not this person. */
async function inviterOtherThan(page: Page, name: string): Promise<string> {
  const rows = page.getByRole('grid', { name: 'Employees' }).getByRole('row')
  const count = await rows.count()
  for (let place = 1; place < count; place += 1) {
    const inviter = (await rows.nth(place).getByRole('gridcell').nth(6).innerText()).trim()
    if (inviter !== '' && inviter !== name) return inviter
  }
  throw new Error('Nobody else invited anybody')
}
