import { expect, test } from './support/app'
import { openInvitePanel, openSampleCompany } from './support/console'

test('R1, S5: the keyboard is in the panel when it opens, stays in it, and is back where it was when it closes', async ({
  app,
  page,
}) => {
  await openSampleCompany(page)
  const search = page.getByRole('banner').getByRole('button', { name: 'Invite', exact: true })
  await search.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await expect(panel.getByLabel('E-mail addresses')).toBeFocused()
  for (let times = 0; times < 60; times += 1) await page.keyboard.press('Tab')
  await expect(panel.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(search).toBeFocused()

  await openInvitePanel(page, 'Link')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await page.keyboard.press('ControlOrMeta+i')
  await expect(panel.getByRole('tab', { name: 'Link' })).toBeFocused()
  expect(app.pageErrors()).toEqual([])
})

test('R1: a first day that cannot be read stops the new user until it is put right', async ({ app, page }) => {
  await openSampleCompany(page)
  const panel = await openInvitePanel(page, 'Add new user')
  await panel.getByLabel('First name').fill('Nora')
  await panel.getByLabel('Last name').fill('Neal')
  await panel.getByLabel('First day').fill('31.02.2027')
  await panel.getByRole('button', { name: 'Add user' }).click()
  await expect(panel.getByLabel('E-mail')).toBeFocused()
  await panel.getByLabel('E-mail').fill('nora@northwind.example')
  await panel.getByRole('button', { name: 'Add user' }).click()
  const day = panel.getByLabel('First day')
  await expect(day).toBeFocused()
  await expect(day).toHaveValue('31.02.2027')
  await expect(panel.getByText('This is not a date. Type it like 31 Jan 2027, or leave the field empty.')).toBeVisible()
  await day.fill('12/31/26')
  await panel.getByRole('button', { name: 'Add user' }).click()
  await panel.getByRole('button', { name: 'Add another user' }).click()
  await expect(panel.getByLabel('First name')).toBeFocused()
  expect(app.pageErrors()).toEqual([])
})
