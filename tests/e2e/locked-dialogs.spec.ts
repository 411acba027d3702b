import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import {
  addDepartment,
  administrator,
  chooseFromMenu,
  chooseInMenu,
  department,
  goTo,
  openProfile,
  openSettings,
  setUpPortal,
} from './support/console'

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(administrator.password)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toBeVisible()
}

test('A4: a dialog that a lock closes is open again with what was typed, and is saved as ever', async ({
  app,
  page,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  await page.getByRole('button', { name: 'Add department' }).first().click()
  const adding = page.getByRole('dialog', { name: /^Add a department below/ })
  await adding.getByLabel('Department name').fill('Harbour office')

  // Another place is asked about first.
  await page.keyboard.press('Control+1')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep editing' }).click()
  await expect(adding.getByLabel('Department name')).toHaveValue('Harbour office')

  expect(await chooseInMenu(app.electron, 'Lock')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  // Nothing of the console is left behind the lock.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await page.content()).not.toContain('Harbour office')
  await unlock(page)
  await expect(adding.getByLabel('Department name')).toHaveValue('Harbour office')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(adding).toBeHidden()
  await expect(department(page, 'Harbour office')).toBeVisible()

  await goTo(page, 'Employees')
  await chooseFromMenu(page, 'Alice Keller', 'Edit')
  const editing = page.getByRole('dialog', { name: /Alice Keller/ })
  await expect(editing.getByLabel('First name')).toHaveValue('Alice')
  await editing.getByLabel('Position').fill('Harbour master')
  // The key asks nothing: what is typed is kept.
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  await unlock(page)
  await expect(editing.getByLabel('Position')).toHaveValue('Harbour master')
  await expect(editing.getByLabel('First name')).toHaveValue('Alice')
  await editing.getByRole('button', { name: 'Save' }).click()
  await expect(editing).toBeHidden()
  await expect(page.getByText('Harbour master')).toBeVisible()

  const profile = await openProfile(page, 'Alice Keller')
  await profile.getByLabel('New task').fill('Hand over the keys')
  await chooseInMenu(app.electron, 'Lock')
  await unlock(page)
  await expect(profile.getByLabel('New task')).toHaveValue('Hand over the keys')
  await profile.getByRole('button', { name: 'Add task' }).click()
  await expect(profile.getByRole('checkbox', { name: 'Hand over the keys' })).toBeVisible()
  await page.keyboard.press('Escape')

  await openSettings(page, 'Plan')
  await page.getByRole('button', { name: 'Reserve seats' }).click()
  const reserving = page.getByRole('dialog', { name: 'Reserve seats' })
  await reserving.getByRole('button', { name: 'Add', exact: true }).click()
  await page
    .getByRole('treeitem', { name: 'Harbour office' })
    .or(page.getByRole('option', { name: 'Harbour office' }))
    .first()
    .click()
  await page.keyboard.press('Escape')
  await reserving.getByLabel('Seats', { exact: true }).fill('4')
  await chooseInMenu(app.electron, 'Lock')
  await unlock(page)
  await expect(reserving.getByLabel('Seats', { exact: true })).toHaveValue('4')
  await expect(reserving.getByRole('button', { name: 'Remove Harbour office' })).toBeVisible()

  // A dialog that is given up is not there again, and holds nobody up.
  await reserving.getByRole('button', { name: 'Cancel' }).click()
  await chooseInMenu(app.electron, 'Lock')
  await unlock(page)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await goTo(page, 'Overview')
  expect(app.pageErrors()).toEqual([])
})

test('A4, D1: a name typed in the tree is there again after a lock, and is taken over only then', async ({
  app,
  page,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Optics')
  await department(page, 'Optics').click()
  await addDepartment(page, 'Lens design')
  const tree = page.getByRole('tree', { name: 'Departments' })
  await department(page, 'Lens design').click()
  await tree.focus()
  await page.keyboard.press('F2')
  const name = tree.getByRole('textbox', { name: 'Department name' })
  await name.fill('Lenses and prisms')
  expect(await chooseInMenu(app.electron, 'Lock')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  expect(await page.content()).not.toContain('Lenses and prisms')
  await unlock(page)
  await expect(name).toHaveValue('Lenses and prisms')
  await expect(name).toBeFocused()
  // Nothing was renamed meanwhile.
  await expect(
    page.getByRole('region', { name: 'Department', exact: true }).getByRole('heading', { level: 2 }),
  ).toHaveText('Lens design')
  await page.keyboard.press('Enter')
  await expect(department(page, 'Lenses and prisms')).toBeVisible()

  // Given up, it is not there again.
  await expect(tree).toBeFocused()
  await page.keyboard.press('F2')
  await name.fill('Something else')
  await page.keyboard.press('Escape')
  expect(await chooseInMenu(app.electron, 'Lock')).toBe(true)
  await unlock(page)
  await expect(department(page, 'Lenses and prisms')).toBeVisible()
  await expect(name).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])
})
