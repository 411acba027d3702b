import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import { chip, department, goTo, openSampleCompany } from './support/console'

const pane = (page: Page) => page.getByRole('region', { name: 'Department', exact: true })

/** Expects the head counts of a department: in it, and with all below it where there is something below. */
async function expectCounts(page: Page, name: string, own: number, total?: number): Promise<void> {
  const counts = total === undefined ? `${own} in it` : `${own} in it, ${total} with sub-departments`
  await expect(department(page, name)).toContainText(counts)
}

test.beforeEach(async ({ page }) => {
  await openSampleCompany(page)
  await goTo(page, 'Company structure')
  // What the sample company is made of; the tests below count on it.
  await expectCounts(page, 'Optics', 4, 19)
  await expectCounts(page, 'Lens design', 8)
  await expectCounts(page, 'Coatings', 7)
  await expectCounts(page, 'Electronics', 9, 17)
})

test('D1: departments are added and renamed in place; a name taken is told and the old one stays', async ({
  app,
  page,
}) => {
  await department(page, 'Optics').click()
  await page.getByRole('button', { name: 'Add department' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a department below Optics' })
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByLabel('Department name')).toHaveAccessibleDescription(/Fill this in/)
  await dialog.getByLabel('Department name').fill('Mirrors')
  await page.keyboard.press('Enter')
  await expect(department(page, 'Mirrors')).toHaveAttribute('aria-level', '4')
  // The one above stays chosen: the next comes beside it.
  await expect(department(page, 'Optics')).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Add department' }).click()
  await dialog.getByLabel('Department name').fill('Gratings')
  await page.keyboard.press('Enter')
  await expect(department(page, 'Gratings')).toHaveAttribute('aria-level', '4')
  await department(page, 'Mirrors').click()
  await expect(pane(page).getByRole('heading', { name: 'Mirrors' })).toBeVisible()

  const tree = page.getByRole('tree', { name: 'Departments' })
  await tree.focus()
  await page.keyboard.press('F2')
  const name = tree.getByRole('textbox', { name: 'Department name' })
  await expect(name).toBeFocused()
  await name.fill('Coatings')
  await page.keyboard.press('Enter')
  await expect(name).toHaveAccessibleDescription(/There is a department with this name here/)
  await expect(name).toHaveValue('Coatings')
  await page.keyboard.press('Escape')
  await expect(department(page, 'Mirrors')).toBeVisible()

  await page.keyboard.press('F2')
  await name.fill('Mirrors and prisms')
  await page.keyboard.press('Enter')
  await expect(department(page, 'Mirrors and prisms')).toBeVisible()
  await expect(tree).toBeFocused()
  await expect(pane(page).getByRole('heading', { name: 'Mirrors and prisms' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('D1: the mouse moves a department with all that is below it, but never below itself', async ({ app, page }) => {
  await department(page, 'Lens design').dragTo(department(page, 'Electronics'))
  await expectCounts(page, 'Optics', 4, 11)
  await expectCounts(page, 'Electronics', 9, 25)
  await expectCounts(page, 'Research and development', 3, 74)
  await expect(page.getByText('Lens design is below Electronics now.')).toBeVisible()
  await expect(pane(page).getByRole('navigation', { name: 'Path' })).toContainText('Electronics')

  await department(page, 'Optics').hover()
  await page.mouse.down()
  await department(page, 'Electronics').hover()
  await department(page, 'Coatings').hover()
  await department(page, 'Coatings').hover({ position: { x: 120, y: 16 } })
  await expect(page.getByText('A department cannot go below itself.')).toBeVisible()
  await page.mouse.up()
  await expect(page.getByText('A department cannot go below itself.')).toBeHidden()
  await expectCounts(page, 'Optics', 4, 11)
  await expect(department(page, 'Coatings')).toHaveAttribute('aria-level', '4')
  expect(app.pageErrors()).toEqual([])
})

test('D1: without a mouse: arrows and letters find, Alt reorders, Move to… offers only lawful places', async ({
  page,
}) => {
  const tree = page.getByRole('tree', { name: 'Departments' })
  await tree.focus()
  // Letters belong together while they come quickly; on a slow machine they may have to be typed again.
  await expect(async () => {
    await page.keyboard.press('Home')
    await page.keyboard.type('opt')
    await expect(department(page, 'Optics')).toHaveAttribute('aria-selected', 'true', { timeout: 2_000 })
  }).toPass()
  await page.keyboard.press('ArrowRight')
  await expect(department(page, 'Lens design')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(department(page, 'Lens design')).toHaveAttribute('aria-posinset', '2')
  await page.keyboard.press('ArrowLeft')
  await expect(department(page, 'Optics')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(department(page, 'Optics')).toHaveAttribute('aria-expanded', 'false')
  await expect(department(page, 'Coatings')).toHaveCount(0)
  await page.keyboard.press('ArrowRight')

  await department(page, 'Optics').getByRole('button', { name: 'Menu for Optics' }).click()
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move Optics' })
  const places = dialog.getByRole('radiogroup', { name: 'Move below' })
  await expect(places.getByRole('radio', { name: /^Electronics/ })).toHaveCount(1)
  for (const unlawful of ['Optics', 'Lens design', 'Coatings']) {
    await expect(places.getByRole('radio', { name: new RegExp(`^${unlawful}`) })).toHaveCount(0)
  }
  await expect(dialog.getByRole('button', { name: 'Move', exact: true })).toBeDisabled()
  await dialog.getByLabel('Find a department').fill('ware')
  await places.getByRole('radio', { name: /^Warehouse/ }).check()
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expectCounts(page, 'Warehouse', 14, 33)
  await expectCounts(page, 'Research and development', 3, 55)
  await expectCounts(page, 'Production', 4, 92)
})

test('D1: whoever is in a deleted department moves to the one above it, and so does what was below', async ({
  page,
}) => {
  await department(page, 'Optics').click()
  await expect(pane(page).getByRole('heading', { name: 'People 4' })).toBeVisible()
  await page.getByRole('tree', { name: 'Departments' }).focus()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'Delete Optics?' })
  await expect(question).toContainText('Research and development takes over 4 people and 2 sub-departments')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(department(page, 'Optics')).toBeVisible()

  await page.getByRole('tree', { name: 'Departments' }).focus()
  await page.keyboard.press('Delete')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(department(page, 'Optics')).toHaveCount(0)
  await expectCounts(page, 'Research and development', 7, 74)
  await expect(department(page, 'Lens design')).toHaveAttribute('aria-level', '3')
  await expectCounts(page, 'Lens design', 8)
  await expect(pane(page).getByRole('heading', { name: 'Research and development' })).toBeVisible()
  await expect(pane(page).getByRole('heading', { name: 'People 7' })).toBeVisible()

  await pane(page)
    .getByRole('link', { name: /in Employees$/ })
    .first()
    .click()
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', '8')
  await expect(chip(page, /^All /)).toBeChecked()

  await goTo(page, 'Company structure')
  await page.getByRole('treeitem').first().click()
  await page.getByRole('tree', { name: 'Departments' }).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})

test('D1: a department merges into another one, and every step can be undone', async ({ app, page }) => {
  await department(page, 'Optics').getByRole('button', { name: 'Menu for Optics' }).click()
  await page.getByRole('menuitem', { name: 'Merge into…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Merge Optics' })
  const places = dialog.getByRole('radiogroup', { name: 'Merge into' })
  await expect(places.getByRole('radio', { name: /^Electronics/ })).toHaveCount(1)
  await expect(places.getByRole('radio', { name: /^(Optics|Lens design|Coatings)/ })).toHaveCount(0)
  await dialog.getByLabel('Find a department').fill('electro')
  await places.getByRole('radio', { name: /^Electronics/ }).check()
  await expect(dialog).toContainText('Electronics takes over 4 people and 2 sub-departments')
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(department(page, 'Optics')).toHaveCount(0)
  await expectCounts(page, 'Electronics', 13, 36)
  await expect(department(page, 'Lens design')).toHaveAttribute('aria-level', '4')
  const said = page.getByRole('status').filter({ hasText: 'Optics is merged into Electronics' })
  await said.getByRole('button', { name: 'Undo' }).click()
  await expectCounts(page, 'Optics', 4, 19)
  await expectCounts(page, 'Electronics', 9, 17)
  await expect(page.getByText('The last step with Optics is undone.')).toBeVisible()

  const tree = page.getByRole('tree', { name: 'Departments' })
  await department(page, 'Coatings').click()
  await tree.press('F2')
  await tree.getByRole('textbox', { name: 'Department name' }).fill('Mirrors')
  await page.keyboard.press('Enter')
  await expect(department(page, 'Mirrors')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo renaming Mirrors' })).toBeVisible()
  await tree.focus()
  await page.keyboard.press('Control+z')
  await expect(department(page, 'Coatings')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Undo renaming/ })).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])
})

test('D1: the keyboard cuts a department and puts it below another one', async ({ page }) => {
  const tree = page.getByRole('tree', { name: 'Departments' })
  await department(page, 'Coatings').click()
  await tree.press('Control+x')
  await expect(page.getByText('Coatings is cut')).toBeVisible()
  await department(page, 'Electronics').click()
  await tree.press('Control+v')
  await expectCounts(page, 'Electronics', 9, 24)
  await expectCounts(page, 'Optics', 4, 12)
  await page.getByRole('button', { name: 'Undo moving Coatings' }).click()
  await expectCounts(page, 'Optics', 4, 19)

  await page.getByRole('button', { name: 'Collapse all' }).click()
  await expect(department(page, 'Coatings')).toHaveCount(0)
  await page.getByRole('button', { name: 'Expand all' }).click()
  await expect(department(page, 'Coatings')).toBeVisible()
})

test('D1: somebody dragged out of a department onto another one belongs to that one', async ({ page }) => {
  await department(page, 'Lens design').click()
  await expect(pane(page).getByRole('heading', { name: 'Lens design' })).toBeVisible()
  const people = pane(page).getByRole('region', { name: 'People' }).getByRole('listitem')
  await expect(people).toHaveCount(8)
  const somebody = people.and(page.locator('[draggable=true]')).first()
  const name = (await somebody.getByRole('link').innerText()).trim()
  await somebody.dragTo(department(page, 'Electronics'))
  await expect(page.getByText(`${name} is in Electronics now.`)).toBeVisible()
  await expectCounts(page, 'Electronics', 10, 18)
  await expectCounts(page, 'Lens design', 7)
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
  await expectCounts(page, 'Lens design', 8)
})
