import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join as joined } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openSmsPeer } from '../support/sms-peer'
import { faultsIn } from '../support/twilio-description'
import { expect, test } from './support/app'
import { goTo, join, openInvitePanel, openSettings, setUpPortal, switchOnJoinSite } from './support/console'
import { invitationIn } from './support/invitation-text'

const ACCOUNT = `AC${'a'.repeat(32)}`
const VCARD = [
  'BEGIN:VCARD\nVERSION:3.0\nN:Moore;Dora;;;\nTEL;TYPE=CELL:+44 7700 900 113\nTEL;TYPE=WORK:+44 7700 900 114\nEND:VCARD',
  'BEGIN:VCARD\nVERSION:3.0\nFN:Emil Frost\nEMAIL:emil@frost.example\nEND:VCARD',
].join('\n')

async function fillAccount(page: Page, address: string): Promise<Locator> {
  const form = await openSettings(page, 'SMS')
  await form.getByLabel('Server address').fill(address)
  await form.getByLabel('Account SID').fill(ACCOUNT)
  await form.getByLabel('Sender', { exact: true }).fill('Northwind')
  await form.getByLabel('Auth token or API key secret', { exact: true }).fill('seven green lamps')
  return form
}

async function fillRow(panel: Locator, place: number, phone: string, first: string, last: string): Promise<void> {
  const row = panel.getByRole('group', { name: `Person ${place}` })
  await row.getByLabel('Phone').fill(phone)
  await row.getByLabel('First name').fill(first)
  await row.getByLabel('Last name').fill(last)
}

test('SM1, SM3, SM5, SM6: the account is tried and saved, two are invited, the SMS arrive and one joins by the link', async ({
  app,
  page,
  openPhone,
}) => {
  const peer = await openSmsPeer()
  try {
    await setUpPortal(page)
    await switchOnJoinSite(page)
    const empty = await openSettings(page, 'SMS')
    const trial = page.getByRole('form', { name: 'Test the account' })
    await trial.getByLabel('Phone number').fill('+44 7700 900 100')
    await trial.getByRole('button', { name: 'Test', exact: true }).click()
    // What is wrong with the account stands beside its fields, saved or not.
    await expect(trial.getByText('Look at the marked fields.')).toBeVisible()
    await expect(empty.getByLabel('Account SID')).toHaveAttribute('aria-invalid', 'true')
    const form = await fillAccount(page, peer.address)
    await expect(form.getByLabel('Account SID')).not.toHaveAttribute('aria-invalid', 'true')
    await trial.getByLabel('Phone number').fill('+44 7700 900 100')
    await trial.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(trial.getByText('The provider took the message to +447700900100.')).toBeVisible()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Leave empty to keep the one in the vault.')).toBeVisible()

    const panel = await openInvitePanel(page, 'SMS')
    await fillRow(panel, 1, '+44 7700 900 111', 'Anna', 'Lee')
    await panel.getByRole('button', { name: 'Add more' }).click()
    await fillRow(panel, 2, '+447700900112', 'Boris', 'Орлов')
    await expect(panel.getByText('+447700900111')).toBeVisible()
    await expect(panel.getByRole('status').filter({ hasText: '1 segment' })).toBeVisible()
    await panel.getByRole('button', { name: 'Invite', exact: true }).click()
    await expect(panel.getByText('2 people invited')).toBeVisible()
    await expect.poll(() => peer.taken.size).toBe(3)
    expect(peer.requests.flatMap(faultsIn)).toEqual([])

    const found = [...peer.taken].find(([, message]) => message.to === '+447700900111')
    const sid = found?.[0] ?? ''
    const anna = found?.[1]
    const { link } = invitationIn(anna?.text ?? '')
    peer.setStatus(sid, 'delivered')
    await panel.getByRole('button', { name: 'Open Messages' }).click()
    const row = page.getByRole('row').filter({ hasText: '+447700900111' })
    await expect(row.getByTitle('Delivered', { exact: true })).toBeVisible({ timeout: 60_000 })

    const phone = await openPhone({ javaScriptEnabled: false })
    await phone.goto(link)
    await join(phone, { firstName: 'Anna', lastName: 'Lee', password: 'Copper kettle on Sunday' })
    await goTo(page, 'Employees')
    await expect(page.getByRole('row').filter({ hasText: 'Anna Lee' })).toContainText(/Active|Pending/u)
    expect(app.pageErrors()).toEqual([])
  } finally {
    await peer.close()
  }
})

test('SM2, SM4, SM6: numbers pasted in bulk and people picked from contacts go by the messaging of the computer', async ({
  launch,
}, testInfo) => {
  test.skip(process.platform !== 'linux', 'the program for sms: links is registered as on Linux')
  const folder = testInfo.outputPath('programs')
  await mkdir(folder, { recursive: true })
  await writeFile(joined(folder, 'xdg-mime'), '#!/bin/sh\necho messages.desktop\n')
  await chmod(joined(folder, 'xdg-mime'), 0o755)
  const app = await launch({ env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` } })
  const { page } = app
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'openedLinks', opened)
    shell.openExternal = (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  await setUpPortal(page)
  await switchOnJoinSite(page)
  const panel = await openInvitePanel(page, 'SMS')

  await panel.getByRole('button', { name: 'In bulk' }).click()
  const paste = page.getByRole('dialog', { name: 'Many numbers at once' })
  await paste.getByLabel('Phone numbers').fill('+44 7700 900 111 +44 7700 900 112, nonsense')
  await expect(paste.getByText('+447700900112')).toBeVisible()
  await paste.getByRole('button', { name: 'Add 2 numbers' }).click()
  await expect(panel.getByRole('group', { name: 'Person 2' }).getByLabel('Phone')).toHaveValue('+447700900112')
  await panel.getByRole('button', { name: 'Remove row 3' }).click()

  await panel.getByRole('button', { name: 'Pick from contacts' }).click()
  const contacts = page.getByRole('dialog', { name: 'Pick from contacts' })
  await contacts
    .locator('input[type="file"]')
    .setInputFiles({ name: 'contacts.vcf', mimeType: 'text/vcard', buffer: Buffer.from(VCARD) })
  await expect(contacts.getByRole('checkbox', { name: 'Invite Emil Frost' })).toBeDisabled()
  await expect(contacts.getByText('No phone number')).toBeVisible()
  await contacts.getByRole('checkbox', { name: 'Invite Dora Moore' }).check()
  await contacts.getByLabel('First name of Dora Moore').fill('Dorothea')
  await contacts.getByRole('button', { name: 'Add 1 person' }).click()
  await expect(panel.getByRole('group', { name: 'Person 3' }).getByLabel('First name')).toHaveValue('Dorothea')

  await panel.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(panel.getByText('3 people invited')).toBeVisible()
  const links = () => app.electron.evaluate(() => Reflect.get(globalThis, 'openedLinks') as string[])
  await expect.poll(links).toHaveLength(1)
  const [first = ''] = await links()
  expect(first).toMatch(/^sms:\+447700900111\?body=/u)
  expect(invitationIn(decodeURIComponent(first)).link).toContain('/J/')
  await panel.getByRole('button', { name: 'Sent', exact: true }).click()
  await expect(panel.getByText('SMS 2 of 3')).toBeVisible()
  await panel.getByRole('button', { name: 'Open messaging' }).click()
  await expect.poll(links).toHaveLength(2)
  expect((await links())[1]).toContain('sms:+447700900112?')
  await panel.getByRole('button', { name: 'Not sent', exact: true }).click()
  await expect(panel.getByText('SMS 3 of 3')).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})
