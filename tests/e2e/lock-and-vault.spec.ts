import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import { chooseInMenu } from './support/console'

const PASSWORD = 'lantern maple orbit quiet'
const PASSPHRASE = 'seven brave otters knit'

async function setUp(page: Page): Promise<void> {
  await page.getByLabel('Portal name').fill('Aurora')
  await page.getByLabel('First name').fill('Vera')
  await page.getByLabel('Last name').fill('Stone')
  await page.getByLabel('E-mail').fill('vera@aurora.example')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByLabel('Passphrase again').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Create portal' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
}

// The tests run without a keychain, so the vault is kept under a passphrase.
test('A4: lock and sign-in ask for the password, and a later start for the passphrase before it', async ({
  launch,
}) => {
  const first = await launch()
  const { page } = first
  expect(await chooseInMenu(first.electron, 'Lock')).toBe(false)
  await setUp(page)

  expect(await chooseInMenu(first.electron, 'Employees')).toBe(true)
  await expect(page.getByRole('heading', { name: 'Employees' })).toBeVisible()
  expect(await chooseInMenu(first.electron, 'Lock')).toBe(true)
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
  // A reload is no way round the lock.
  await page.reload()
  await expect(page.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toBeVisible()
  expect(first.pageErrors()).toEqual([])
  await first.close()

  const { page: again } = await launch()
  await again.getByLabel('Passphrase', { exact: true }).fill('not the passphrase')
  await again.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.getByRole('alert')).toBeVisible()
  await again.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await again.getByRole('button', { name: 'Unlock' }).click()
  await again.getByLabel('E-mail or phone').fill('vera@aurora.example')
  await again.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await expect(again.getByRole('button', { name: 'Invite', exact: true })).toBeVisible()
})

test('neither password nor passphrase stands anywhere in the data folder', async ({ app, page }) => {
  await setUp(page)
  await app.close()
  const found: string[] = []
  for (const entry of await readdir(app.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const content = await readFile(join(entry.parentPath, entry.name))
    for (const secret of [PASSWORD, PASSPHRASE]) if (content.includes(secret)) found.push(entry.name)
  }
  expect(found).toEqual([])
  expect(await readdir(join(app.dataDir, 'portal'))).toEqual(expect.arrayContaining(['usher.db', 'vault.json']))
})
