import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import { administrator, goTo, personRow, setUpPortal, signInAgain } from './support/console'
import { inviteByMail, setUpMailingPortal } from './support/mail-account'

async function openBackup(page: Page): Promise<Locator> {
  await goTo(page, 'Settings')
  await page
    .getByRole('navigation', { name: 'Sections of the settings' })
    .getByRole('link', { name: 'Backup', exact: true })
    .click()
  const main = page.getByRole('main')
  await expect(main.getByRole('button', { name: 'Back up now' })).toBeVisible()
  return main
}

function copies(page: Page): Locator {
  return page.getByRole('list', { name: 'Copies' }).getByRole('listitem')
}

async function backUp(page: Page): Promise<Locator> {
  const main = await openBackup(page)
  await main.getByRole('button', { name: 'Back up now' }).click()
  await expect(copies(page).filter({ hasText: 'Made by hand' })).toHaveCount(1)
  return main
}

test('M9, H1: a restored copy brings back what was, and no message goes out twice', async ({ smtp, app, page }) => {
  await setUpMailingPortal(page, { port: smtp.port })
  await goTo(page, 'Messages')
  await page.getByRole('button', { name: 'Pause Mail' }).click()
  await inviteByMail(page, 'anna@northwind.example')
  await backUp(page)

  await goTo(page, 'Messages')
  await page.getByRole('button', { name: 'Resume Mail' }).click()
  await smtp.arrived(1)
  await inviteByMail(page, 'boris@northwind.example')
  await smtp.arrived(2)

  const main = await openBackup(page)
  await main.getByRole('button', { name: /^Restore the copy of/u }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('definition').filter({ hasText: administrator.portalName })).toBeVisible()
  await expect(dialog.getByText('Everything done since then is undone')).toBeVisible()
  await dialog.getByRole('button', { name: 'Restore this copy' }).click()
  await expect(page.getByText(/^The copy of .+ is in place\. Sign in again\.$/u)).toBeVisible()

  await signInAgain(page)
  await goTo(page, 'Employees')
  await expect(personRow(page, 'anna@northwind.example')).toBeVisible()
  await expect(page.getByText('boris@northwind.example')).toHaveCount(0)
  await goTo(page, 'Messages')
  const messages = page.getByRole('table', { name: 'Outgoing messages' })
  await expect(messages.getByRole('row').filter({ hasText: 'Answer lost' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Resume Mail' }).click()
  await goTo(page, 'Activity')
  await expect(page.getByText('Data restored from a copy')).toBeVisible()
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('button', { name: 'Verify chain' }).click()
  await expect(page.getByText(/^Unbroken:/u)).toBeVisible()
  expect(smtp.received).toHaveLength(2)
  await openBackup(page)
  await expect(copies(page).filter({ hasText: 'Before a restore' })).toHaveCount(1)
  expect(app.pageErrors()).toEqual([])
})

test('a damaged data file is left as it is, and the newest copy is offered', async ({ launch }) => {
  const app = await launch()
  await setUpPortal(app.page)
  await backUp(app.page)
  await app.close()
  const portal = join(app.dataDir, 'portal')
  await writeFile(join(portal, 'usher.db'), 'no data file any more')

  const again = await launch()
  const { page } = again
  const vault = page.getByLabel('Passphrase', { exact: true })
  const damaged = page.getByRole('heading', { name: 'The data file is damaged' })
  await expect(vault.or(damaged)).toBeVisible()
  if (await vault.isVisible()) {
    await vault.fill(administrator.passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
  }
  await expect(damaged).toBeVisible()
  await page.getByRole('button', { name: 'Restore the newest copy' }).click()
  await expect(page.getByText('The newest sound copy is in place.')).toBeVisible()
  await signInAgain(page)
  expect((await readdir(join(portal, 'backups'))).filter((name) => name.startsWith('damaged-'))).toHaveLength(1)
  expect(again.pageErrors()).toEqual([])
})

test('copies are saved elsewhere, taken in again where they are sound, and removed', async ({ app, page, dataDir }) => {
  await setUpPortal(page)
  const main = await backUp(page)
  const saved = join(dataDir, 'elsewhere.usher')
  const spoilt = join(dataDir, 'spoilt.usher')
  await writeFile(spoilt, 'nothing')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await main.getByRole('button', { name: /^Save the copy of/u }).click()
  await expect(page.getByText(`Saved as ${saved}`)).toBeVisible()

  const choose = (path: string): Promise<void> =>
    app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
  await choose(spoilt)
  await main.getByRole('button', { name: 'Add from a file' }).click()
  await expect(main.getByText('The copy cannot be used')).toBeVisible()
  await choose(saved)
  await main.getByRole('button', { name: 'Add from a file' }).click()
  await expect(copies(page).filter({ hasText: 'From a file' })).toHaveCount(1)
  await expect(main.getByText('The copy cannot be used')).toHaveCount(0)
  const rows = copies(page)
  await expect(rows).toHaveCount(2)
  await rows
    .filter({ hasText: 'From a file' })
    .getByRole('button', { name: /^Remove the copy of/u })
    .click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(rows).toHaveCount(1)
  expect(app.pageErrors()).toEqual([])
})
