import { expect, type Page } from '@playwright/test'
import { settled } from './axe'
import { goTo, openInvitePanel } from './console'

/** A list with every fate worth a look, of the sample company. */
const LIST = [
  'Nora Hill <nora.hill@example.com>',
  'otto.berg@gmial.com',
  'daniel.winslow@example.com',
  'nora.hill@example.com',
  'ann@',
  '+49 151 23456789',
].join('\n')

/** The tab *In bulk* as far as the preview; nobody is invited. */
export async function stepsOfBulk(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  await goTo(page, 'Overview')
  const panel = await openInvitePanel(page, 'In bulk')
  await expect(panel.getByLabel('File with people')).toBeAttached()
  await settled(page)
  await visit('invite-bulk')
  await panel.getByLabel('Or paste a list').fill(LIST)
  await panel.getByRole('button', { name: 'Use this list' }).click()
  await panel.getByRole('button', { name: 'Columns' }).click()
  await expect(panel.getByRole('columnheader', { name: 'Becomes' })).toBeVisible()
  await settled(page)
  await visit('invite-bulk-columns')
  await panel.getByRole('button', { name: /^Check 6 rows/ }).click()
  await expect(panel.getByRole('table', { name: 'People of the list' }).getByRole('row')).toHaveCount(7)
  await settled(page)
  await visit('invite-bulk-rows')
  await panel.getByRole('button', { name: 'Choose another list' }).click()
  await panel.getByLabel('Or paste a list').fill('')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
}
