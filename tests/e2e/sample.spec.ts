import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app'
import {
  administrator,
  chip,
  chooseFromMenu,
  chooseFromOperatorMenu,
  counter,
  filterBy,
  goTo,
  openSampleCompany,
  setUpPortal,
  signInToConsole,
} from './support/console'

test('one click opens the sample company from the first screen, marked as such on every screen', async ({
  app,
  page,
}) => {
  await openSampleCompany(page)
  await expect(counter(page, 'Invited 20')).toBeVisible()
  await expect(counter(page, 'Pending confirmation 8')).toBeVisible()
  for (const place of [
    'Employees',
    'Company structure',
    'Workgroups',
    'Messages',
    'Sheets',
    'Activity',
    'Settings',
  ] as const) {
    await goTo(page, place)
    await expect(page.getByRole('region', { name: 'Sample company' })).toContainText('nobody here is real')
  }
  await goTo(page, 'Employees')
  await expect(chip(page, /^All 3\d\d$/)).toBeChecked()
  await expect(chip(page, 'Dismissed 12')).toBeVisible()

  await page.getByRole('button', { name: 'Set up my portal' }).click()
  await expect(page.getByRole('button', { name: 'Create portal' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('the sample company leaves the own portal alone, keeps what was tried in it, and can be removed', async ({
  app,
  page,
}) => {
  await setUpPortal(page)
  await chooseFromOperatorMenu(page, 'Sign out')
  await openSampleCompany(page)
  await goTo(page, 'Employees')
  await filterBy(page, 'Invited 20')
  const [first] = await page.getByRole('button', { name: /^Menu for / }).all()
  const name = ((await first?.getAttribute('aria-label')) ?? '').replace('Menu for ', '')
  await chooseFromMenu(page, name, 'Dismiss')
  await page
    .getByRole('alertdialog', { name: `Dismiss ${name}?` })
    .getByRole('button', { name: 'Dismiss' })
    .click()
  await expect(counter(page, 'Invited 19')).toBeVisible()

  // Nobody of the sample is signed in to the own portal by coming back to it.
  await page.getByRole('button', { name: 'Back to my portal' }).click()
  await expect(page.getByRole('heading', { name: administrator.portalName })).toBeVisible()
  await signInToConsole(page, administrator.email, administrator.password)
  await expect(counter(page, 'Invited 0')).toBeVisible()
  await goTo(page, 'Employees')
  await expect(chip(page, 'All 1')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Sample company' })).toHaveCount(0)

  await chooseFromOperatorMenu(page, 'Sign out')
  await openSampleCompany(page)
  await expect(counter(page, 'Invited 19')).toBeVisible()
  expect(existsSync(join(app.dataDir, 'sample'))).toBe(true)
  await page.getByRole('button', { name: 'Remove sample company' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove the sample company?' })
  await expect(question).toContainText('Your own portal is not touched')
  await question.getByRole('button', { name: 'Remove sample company' }).click()
  await expect(page.getByRole('heading', { name: administrator.portalName })).toBeVisible()
  // The window goes back first; its files go after it.
  await expect.poll(() => existsSync(join(app.dataDir, 'sample'))).toBe(false)
  await signInToConsole(page, administrator.email, administrator.password)
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})
