import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import { expectAccessibleInBothThemes } from './support/axe'
import { administrator, goTo, personalLink, personRow } from './support/console'
import { inviteByMail, setUpMailingPortal } from './support/mail-account'

/** An administrator proves themselves; where the system has no keychain, with a passphrase for the new vault. */
async function prove(page: Page, submit: string, password: string = administrator.password): Promise<void> {
  await page.getByLabel('E-mail or phone').fill(administrator.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  const passphrase = page.getByLabel('Passphrase', { exact: true })
  if (await passphrase.isVisible()) {
    await passphrase.fill('Nine grey herons by the lock')
    await page.getByLabel('Passphrase again').fill('Nine grey herons by the lock')
  }
  await page.getByRole('button', { name: submit }).click()
}

test('J4, L3, M8: with the vault lost the portal goes on, old links are dead and new ones work', async ({
  launch,
  phone,
  smtp,
}) => {
  const first = await launch()
  await setUpMailingPortal(first.page, { port: smtp.port })
  await inviteByMail(first.page, 'anna@northwind.example')
  await smtp.arrived(1)
  await goTo(first.page, 'Employees')
  const link = await personalLink(first.page, 'anna@northwind.example')
  await first.close()
  await writeFile(join(first.dataDir, 'portal', 'vault.json'), '{}')

  const { page, pageErrors } = await launch()
  await expect(page.getByRole('heading', { name: 'The vault cannot be read' })).toBeVisible()
  await page.getByRole('button', { name: 'Go on with new keys…' }).click()
  await expectAccessibleInBothThemes(page, 'going on with new keys')
  await prove(page, 'Go on with new keys', 'not the password')
  await expect(page.getByRole('alert')).toContainText('This did not match')
  await prove(page, 'Go on with new keys')
  await page.getByRole('button', { name: 'Show invited' }).click()
  await expect(personRow(page, 'anna@northwind.example')).toBeVisible()

  const renewed = await personalLink(page, 'anna@northwind.example')
  await phone.goto(link)
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
  await phone.goto(renewed)
  await expect(phone.getByRole('heading', { level: 1 })).toContainText(administrator.portalName)
  await goTo(page, 'Activity')
  await expect(page.getByText(/^The portal has new keys/u).first()).toBeVisible()
  expect(pageErrors()).toEqual([])
})

test('M9, H1: a copy from another computer is what a new console begins with', async ({ launch, dataDir, smtp }) => {
  const first = await launch()
  await setUpMailingPortal(first.page, { port: smtp.port })
  await goTo(first.page, 'Messages')
  await first.page.getByRole('button', { name: 'Pause Mail' }).click()
  await inviteByMail(first.page, 'anna@northwind.example')
  await goTo(first.page, 'Settings')
  await first.page.getByRole('link', { name: 'Backup', exact: true }).click()
  await first.page.getByRole('button', { name: 'Back up now' }).click()
  await expect(first.page.getByRole('list', { name: 'Copies' }).getByRole('listitem')).toHaveCount(1)
  await first.close()
  const backups = join(first.dataDir, 'portal', 'backups')
  const [copy = ''] = await readdir(backups)

  const { electron, page, pageErrors } = await launch({ dataDir: join(dataDir, 'another computer') })
  await electron.evaluate(
    ({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    },
    join(backups, copy),
  )
  await page.getByRole('button', { name: 'Start from a backup…' }).click()
  await expect(page.getByRole('definition').filter({ hasText: administrator.portalName })).toBeVisible()
  await expectAccessibleInBothThemes(page, 'starting from a backup')
  await prove(page, 'Start from this copy', 'not the password')
  await expect(page.getByRole('alert')).toContainText('This did not match')
  await prove(page, 'Start from this copy')
  await expect(page.getByText('resend the invitations')).toBeVisible()
  await goTo(page, 'Messages')
  const messages = page.getByRole('table', { name: 'Outgoing messages' })
  await expect(messages.getByRole('row').filter({ hasText: 'Answer lost' })).toHaveCount(1)
  await goTo(page, 'Activity')
  await expect(page.getByText('Data restored from a copy')).toBeVisible()
  expect(smtp.received).toHaveLength(0)
  expect(pageErrors()).toEqual([])
})
