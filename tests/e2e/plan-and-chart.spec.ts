import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type RunningApp, test } from './support/app'
import { choose, goTo, openSampleCompany, openSettings } from './support/console'

/** Answers the system's next question for a place to save with this file. */
async function saveTo(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
}

test.beforeEach(({ page }) => openSampleCompany(page))

test('N2, Z6: each plan keeps its seats, the forecast tells what is short, and departments keep seats', async ({
  page,
}) => {
  const plan = await openSettings(page, 'Plan')
  const forecast = page.getByRole('region', { name: 'Seat forecast' })
  await expect(forecast).toContainText('288 of 300 seats are taken')
  await plan.getByLabel('Seats', { exact: true }).fill('100')
  await expect(plan.getByLabel('Seats', { exact: true })).toHaveAccessibleDescription(/260 seats are in use. Nobody/)
  await plan.getByLabel('Seats', { exact: true }).fill('270')
  await expect(plan.getByLabel('Seats', { exact: true })).not.toHaveAccessibleDescription(/in use/)
  await plan.getByRole('button', { name: 'Save' }).click()
  await expect(forecast).toContainText('288 seats are needed. The plan has 270: 18 too few')

  await choose(plan, 'Enterprise')
  await expect(plan.getByRole('switch', { name: 'Limit the seats' })).toHaveAttribute('aria-checked', 'false')
  await choose(plan, 'Professional')
  await expect(plan.getByLabel('Seats', { exact: true })).toHaveValue('270')

  await page.getByRole('button', { name: 'Reserve seats' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reserve seats' })
  await dialog.getByRole('group', { name: 'Department' }).getByRole('button', { name: 'Add' }).click()
  await page
    .getByRole('option', { name: /Coatings/ })
    .or(page.getByRole('treeitem', { name: /Coatings/ }))
    .first()
    .click()
  await page.keyboard.press('Escape')
  await dialog.getByLabel('Seats').fill('271')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('More seats are reserved than there are')
  await dialog.getByLabel('Seats').fill('9')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const reserved = page.getByRole('region', { name: 'Reserved seats' })
  await expect(reserved.getByRole('listitem')).toContainText(/Coatings.*7 of 9 taken/)
  await expect(forecast).toContainText(/Kept for departments\s*2/)
  await reserved.getByRole('button', { name: 'Release reserved seats of Coatings' }).click()
  await expect(reserved.getByRole('listitem')).toHaveCount(0)
})

test('D1: the org chart is walked with the keyboard, folds, zooms and is saved as drawing, picture and page', async ({
  app,
  page,
  dataDir,
}) => {
  await goTo(page, 'Company structure')
  await choose(page, 'Chart')
  const chart = page.getByRole('tree', { name: 'Company structure, chart' })
  const root = chart.getByRole('treeitem', { name: /^Halden & Orlov Instruments/ })
  await expect(root).toHaveAttribute('aria-selected', 'true')
  await chart.focus()
  await page.keyboard.press('ArrowDown')
  await expect(root).toHaveAttribute('aria-selected', 'false')
  await page.keyboard.press('ArrowRight')
  const research = chart.getByRole('treeitem', { name: /^Research and development/ })
  await expect(research).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('region', { name: 'Department', exact: true })).toContainText('Research and development')
  await expect(research).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Enter')
  await expect(research).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('0')
  await expect(chart.getByRole('treeitem', { name: /^Sales .*40 in all/ })).toBeVisible()

  const folder = join(dataDir, 'charts')
  await mkdir(folder)
  for (const [item, extension, begins] of [
    ['Drawing (SVG)', 'svg', '<svg '],
    ['Picture (PNG)', 'png', '\u0089PNG'],
    ['Page (PDF)', 'pdf', '%PDF-'],
  ] as const) {
    const file = join(folder, `chart.${extension}`)
    await saveTo(app, file)
    await page.getByRole('button', { name: 'Save chart' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByText(`Saved as ${file}.`)).toBeVisible()
    const saved = (await readFile(file)).toString('latin1')
    expect(saved.slice(0, begins.length)).toBe(begins)
    expect(saved.length).toBeGreaterThan(2_000)
  }
  expect(await readFile(join(folder, 'chart.svg'), 'utf8')).toContain('>Research and development<')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  await expect(page.getByRole('dialog', { name: /Research and development/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Department name' }).fill('Research')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Research', exact: true })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})
