import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import { chooseFromMenu, goTo, openSettings, personRow, setUpPortal, switchOnJoinSite } from './support/console'

const COMPANY = 'Nordlicht Consulting'
const LIST = `id,name,status,address
nordlicht,${COMPANY},gold,paula@nordlicht.example
nordlicht,${COMPANY},gold,piet@nordlicht.example
nordlicht,${COMPANY},gold,petra@nordlicht.example
nordlicht,${COMPANY},gold,pavel@nordlicht.example
ostwind,Ostwind,silver,olga@ostwind.example
`

const tool = (...args: readonly string[]): string =>
  execFileSync(process.execPath, ['scripts/partner-registry.mjs', ...args], { encoding: 'utf8' })

/** What the issuer of a registry has: a key, and a list signed with the project's own tool. */
function issuer(folder: string) {
  const output = tool('keys', '--out', folder)
  const list = join(folder, 'list.csv')
  writeFileSync(list, LIST)
  const sign = (serial: number): string => {
    const out = join(folder, `registry-${serial}.json`)
    tool('sign', '--key', join(folder, 'private.pem'), '--in', list, '--serial', String(serial), '--out', out)
    return out
  }
  const fingerprint = /Fingerprint:\s+(.+)/u.exec(output)?.[1] ?? 'none'
  return { pem: readFileSync(join(folder, 'public.pem'), 'utf8'), fingerprint, sign }
}

async function openPartnerTab(page: Page): Promise<Locator> {
  await page.getByRole('banner').getByRole('button', { name: 'Invite', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('tab', { name: 'Partner' }).click()
  return panel
}

/** Types an address and waits for the registry's answer. */
async function look(panel: Locator, email: string, answer: string): Promise<void> {
  await panel.getByLabel('Partner e-mail').fill(email)
  await expect(panel.getByRole('status').getByText(answer)).toBeVisible()
}

async function invite(panel: Locator, name: string): Promise<void> {
  await look(panel, `${name.toLowerCase()}@nordlicht.example`, `${COMPANY} is certified`)
  await panel.getByLabel('First name').fill(name)
  await panel.getByText('Hand over the link', { exact: true }).click()
  await panel.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(panel.getByText(`${name} is invited`)).toBeVisible()
  await expect(panel.getByRole('textbox', { name: 'Personal link' })).toHaveValue(/\/J\//u)
  await panel.getByRole('button', { name: 'Invite another partner' }).click()
}

test('B1–B6: a signed list is taken over, three partners are invited, and the fourth asks whom to dismiss', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'usher-issuer-'))
  try {
    const { pem, fingerprint, sign } = issuer(folder)
    await setUpPortal(page)
    await switchOnJoinSite(page)

    const section = await openSettings(page, 'Partners')
    const registry = page.getByRole('region', { name: 'Partner registry' })
    await expect(registry.getByText('No list yet')).toBeVisible()
    await expect(registry.getByRole('button', { name: 'Import file' })).toBeDisabled()
    await section.getByLabel('Public key of the issuer').fill(pem)
    await section.getByLabel('Address of the list').fill('http://partners.example/list')
    await section.getByRole('button', { name: 'Save' }).click()
    await expect(section.getByText('This is not a web address.')).toBeVisible()
    await section.getByLabel('Address of the list').fill('')
    await section.getByRole('button', { name: 'Save' }).click()
    await expect(section.getByText(fingerprint)).toBeVisible()

    const file = registry.getByLabel('File of the registry')
    await file.setInputFiles(sign(2))
    await expect(registry.getByText('In force')).toBeVisible()
    await file.setInputFiles(sign(1))
    await expect(registry.getByText('It has number 1; number 2 is in force and stays.')).toBeVisible()

    const panel = await openPartnerTab(page)
    await look(panel, 'eve@nordlicht.example', 'The partner registry does not list this address')
    await expect(panel.getByRole('button', { name: 'Invite', exact: true })).toBeDisabled()
    await look(panel, 'olga@ostwind.example', 'Ostwind is listed as Silver. Partner access needs Gold or above.')
    for (const name of ['Paula', 'Piet', 'Petra']) await invite(panel, name)
    await expect(panel.getByText(`3 of 3 taken · ${COMPANY}`)).toBeVisible()

    await look(panel, 'pavel@nordlicht.example', `${COMPANY} is certified`)
    await panel.getByLabel('First name').fill('Pavel')
    const both = panel.getByRole('button', { name: 'Dismiss and invite' })
    await expect(both).toBeDisabled()
    await panel.getByRole('radio', { name: 'Dismiss Piet' }).check()
    await panel.getByText('Hand over the link', { exact: true }).click()
    await both.click()
    await expect(panel.getByText('Pavel is invited')).toBeVisible()
    await expect(panel.getByText('Piet was dismissed.')).toBeVisible()
    await page.keyboard.press('Escape')

    await goTo(page, 'Employees')
    await expect(personRow(page, 'Piet').getByText('Dismissed')).toBeVisible()
    await expect(personRow(page, 'Pavel').getByText('Partner', { exact: true })).toBeVisible()
    await chooseFromMenu(page, 'Petra', 'Remove partner access')
    const dialog = page.getByRole('dialog', { name: 'Remove partner access from Petra?' })
    await dialog.getByRole('button', { name: 'Remove partner access' }).click()
    await expect(personRow(page, 'Petra').getByText('Partner', { exact: true })).toHaveCount(0)
    await chooseFromMenu(page, 'Petra', 'Give partner access')
    const giving = page.getByRole('dialog', { name: 'Give Petra partner access?' })
    await expect(giving.getByText(`${COMPANY} is certified`)).toBeVisible()
    await giving.getByRole('button', { name: 'Give partner access' }).click()
    await expect(personRow(page, 'Petra').getByText('Partner', { exact: true })).toBeVisible()

    await chooseFromMenu(page, 'Piet', 'Rehire')
    const rehiring = page.getByRole('dialog', { name: 'Rehire Piet as a partner?' })
    await expect(rehiring.getByRole('button', { name: 'Dismiss and rehire' })).toBeDisabled()
    await rehiring.getByRole('radio', { name: 'Dismiss Paula' }).check()
    await rehiring.getByRole('button', { name: 'Dismiss and rehire' }).click()
    await expect(personRow(page, 'Paula').getByText('Dismissed')).toBeVisible()
    await expect(personRow(page, 'Piet').getByText('Dismissed')).toHaveCount(0)
    await expect(personRow(page, 'Piet').getByText('Partner', { exact: true })).toBeVisible()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
