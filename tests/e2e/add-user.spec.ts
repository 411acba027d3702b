import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe'
import {
  chooseFromMenu,
  chooseFromOperatorMenu,
  goTo,
  openInvitePanel,
  setUpPortal,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'
import { setUpMailingPortal } from './support/mail-account'

const PASSWORD = /(?:[a-z\d]{4}-){3}[a-z\d]{4}/u
const OWN = 'Copper kettle on Sunday'

async function writeAnna(page: Page, email: string) {
  const panel = await openInvitePanel(page, 'Add new user')
  await panel.getByLabel('First name').fill('Anna')
  await panel.getByLabel('Last name').fill('Berg')
  await panel.getByLabel('E-mail', { exact: true }).fill(email)
  await panel.getByLabel('Position').fill('Designer')
  const skip = panel.getByRole('switch', { name: 'Allow to log in without administrator confirmation' })
  if ((await skip.getAttribute('aria-checked')) === 'false') await skip.click()
  return panel
}

/** Signs in on the join site and chooses an own password there. */
async function firstSignIn(phone: Page, address: string, login: string, temporary: string): Promise<void> {
  await phone.goto(`${address}/sign-in`)
  await phone.getByLabel('E-mail or phone').fill(login)
  await phone.getByLabel('Password').fill(temporary)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await expect(phone.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
}

test('R1, R2, R4: a mailed welcome leads in at the join site, where the temporary password must be changed', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  const address = await setUpMailingPortal(page, { port: smtp.port })
  const panel = await writeAnna(page, 'anna@northwind.example')
  await expect(panel.getByRole('radio', { name: 'Mail service' })).toBeChecked()
  await panel.getByRole('button', { name: 'Add user' }).click()
  await expect(panel.getByText('Anna Berg is added and can sign in')).toBeVisible()
  await expect(panel.getByText(PASSWORD)).toHaveCount(0)

  const [welcome] = await smtp.arrived(1)
  const text = welcome?.parsed.text ?? ''
  expect(text).toContain(`${address}/sign-in`)
  const temporary = PASSWORD.exec(text)?.[0] ?? ''

  await test.step('S6: the same address again adds nobody and says who it is', async () => {
    await panel.getByRole('button', { name: 'Add another user' }).click()
    await writeAgain(page)
    await expect(panel.getByRole('region', { name: /./u }).getByText('Anna Berg').first()).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Add user' })).toBeDisabled()
    await page.keyboard.press('Escape')
  })

  const phone = await openPhone({ javaScriptEnabled: false })
  await firstSignIn(phone, address, 'anna@northwind.example', temporary)
  await test.step('R2: nothing else is open before', async () => {
    await phone.goto(`${address}/me`)
    await expect(phone.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
    await phone.getByLabel('New password', { exact: true }).fill(temporary)
    await phone.getByLabel('New password again').fill(temporary)
    await phone.getByRole('button', { name: 'Save password' }).click()
    await expect(phone.getByText('This is the temporary password. Choose one of your own.')).toBeVisible()
  })
  // The same page where scripts run: what looks for faults is one.
  const seen = await openPhone()
  await seen.goto(address)
  await seen.setContent(await phone.content())
  await expect(seen.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
  await expectAccessible(seen, 'Choose your password, at the join site')
  await phone.getByLabel('New password', { exact: true }).fill(OWN)
  await phone.getByLabel('New password again').fill(OWN)
  await phone.getByRole('button', { name: 'Save password' }).click()
  await expect(phone.getByRole('heading', { name: 'You are signed in' })).toBeVisible()

  await test.step('R2: the temporary password is dead', async () => {
    await phone.getByRole('button', { name: 'Sign out' }).click()
    await phone.getByLabel('E-mail or phone').fill('anna@northwind.example')
    await phone.getByLabel('Password').fill(temporary)
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await expect(phone.getByText(/do not match/u)).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])

  async function writeAgain(console: Page): Promise<void> {
    const again = console.getByRole('dialog', { name: 'Invite people' })
    await again.getByLabel('First name').fill('Anna')
    await again.getByLabel('Last name').fill('Berg')
    await again.getByLabel('E-mail', { exact: true }).fill('anna@northwind.example')
  }
})

test('R2, R4: without a mail service the password is shown once and on the sheet, and the console asks for an own one', async ({
  app,
  page,
  dataDir,
}) => {
  const pdf = join(dataDir, 'welcome.pdf')
  await setUpPortal(page)
  await switchOnJoinSite(page)
  const panel = await writeAnna(page, 'anna@northwind.example')
  await expect(panel.getByRole('radio', { name: 'Welcome sheet' })).toBeChecked()
  await expectAccessibleInBothThemes(page, 'Add new user')
  await panel.getByRole('button', { name: 'Add user' }).click()
  const temporary = await panel.getByRole('textbox', { name: 'Temporary password' }).inputValue()
  expect(temporary).toMatch(PASSWORD)
  await expectAccessible(page, 'Add new user, outcome')

  await test.step('R4: the sheet is saved as PDF of one page', async () => {
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, pdf)
    await panel.getByRole('button', { name: 'Save as PDF' }).click()
    await expect(panel.getByText(`Saved as ${pdf}`)).toBeVisible()
    expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-')
    const read = await textOf(pdf)
    if (read === null) return
    for (const part of ['Northwind Trading', 'Anna Berg', 'anna@northwind.example', temporary, '/sign-in']) {
      expect(read).toContain(part)
    }
    expect(read.match(/\f/gu)).toHaveLength(1)
  })
  await page.keyboard.press('Escape')

  await test.step('R2: the console answers nothing until an own password is chosen', async () => {
    await chooseFromOperatorMenu(page, 'Sign out')
    await signInToConsole(page, 'anna@northwind.example', temporary)
    await expect(page.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
    await expectAccessibleInBothThemes(page, 'Choose your password')
    await page.getByLabel('New password', { exact: true }).fill(OWN)
    await page.getByLabel('New password again').fill('Copper kettle on Monday')
    await page.getByRole('button', { name: 'Save password' }).click()
    await expect(page.getByText('The two passwords are not the same.')).toBeVisible()
    await page.getByLabel('New password again').fill(OWN)
    await page.getByRole('button', { name: 'Save password' }).click()
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
    await chooseFromOperatorMenu(page, 'Sign out')
    await signInToConsole(page, 'anna@northwind.example', temporary)
    await expect(page.getByRole('alert')).toBeVisible()
    await signInToConsole(page, 'alice@northwind.example', 'Quiet harbour 88 lanterns')
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  })

  await test.step('R2: a new temporary password is given from the row', async () => {
    await goTo(page, 'Employees')
    await chooseFromMenu(page, 'Anna Berg', 'Give a new temporary password')
    const dialog = page.getByRole('dialog', { name: 'New temporary password for Anna Berg' })
    await dialog.getByRole('button', { name: 'Give password' }).click()
    const done = page.getByRole('dialog', { name: 'Anna Berg has a temporary password' })
    const next = await done.getByRole('textbox', { name: 'Temporary password' }).inputValue()
    expect(next).toMatch(PASSWORD)
    expect(next).not.toBe(temporary)
    await done.getByRole('button', { name: 'Close' }).click()
    await chooseFromOperatorMenu(page, 'Sign out')
    await signInToConsole(page, 'anna@northwind.example', OWN)
    await expect(page.getByRole('alert')).toBeVisible()
    await signInToConsole(page, 'anna@northwind.example', next)
    await expect(page.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})

/** The text of a PDF, page by page; null where this machine cannot read one. */
async function textOf(file: string): Promise<string | null> {
  try {
    return (await promisify(execFile)('pdftotext', ['-layout', file, '-'])).stdout
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null
    throw error
  }
}
