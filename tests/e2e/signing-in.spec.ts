import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, type RunningApp, test } from './support/app'
import {
  administrator,
  allowRegistration,
  chooseFromMenu,
  chooseFromOperatorMenu,
  counter,
  goTo,
  join,
  setUpPortal,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'

const { email, password, passphrase } = administrator

test('A4: wrong passwords make the next try wait, the right one included, and then let it in', async ({ page }) => {
  await setUpPortal(page)
  await chooseFromOperatorMenu(page, 'Sign out')
  for (let number = 1; number <= 4; number += 1) {
    await expectRefusedSignIn(page, email, `not the password ${number}`, 'This did not match')
  }
  await expectRefusedSignIn(page, email, password, 'Too many wrong tries')
  await expect(page.getByText(/the next try has to wait [1-5] seconds?/u)).toBeVisible()
  await expect(page.getByLabel('E-mail or phone')).toHaveValue(email)

  const field = page.getByLabel('Password', { exact: true })
  await expect(async () => {
    await signInToConsole(page, email, password)
    // Refused, it is emptied; let in, it is gone.
    await expect
      .poll(() => field.evaluateAll((found: HTMLInputElement[]) => found.some(({ value }) => value)))
      .toBe(false)
    expect(await field.count()).toBe(0)
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
})

test('A4: Ctrl+L locks, and only the password of whoever works here unlocks', async ({ app, page }) => {
  await setUpPortal(page)
  await goTo(page, 'Employees')
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  await expect(page.getByText(`Enter your password to go on as ${administrator.firstName}`)).toBeVisible()
  // Nothing of the console is left behind the lock, and no key leads round it.
  await page.keyboard.press('Control+2')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('navigation', { name: 'Navigation' })).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByLabel('Password', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByText('This did not match')).toBeVisible()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('heading', { name: 'Employees' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('S4: who is pending or dismissed learns why they cannot sign in, and who is unknown learns nothing', async ({
  page,
  openPhone,
}) => {
  await setUpPortal(page)
  await switchOnJoinSite(page)
  const link = await allowRegistration(page, { confirmation: true })
  const bob = { address: 'bob@northwind.example', password: 'Copper kettle on Sunday' }
  const phone = await openPhone()
  await phone.goto(link)
  await join(phone, { firstName: 'Bob', lastName: 'Adler', ...bob })
  await expect(counter(page, 'Pending confirmation 1')).toBeVisible()

  await chooseFromOperatorMenu(page, 'Sign out')
  await expectRefusedSignIn(page, bob.address, bob.password, 'An administrator has yet to confirm you')
  await expectRefusedSignIn(page, bob.address, 'wrong from the first letter', 'This did not match')
  await expect(page.getByText('An administrator has yet to confirm you')).toBeHidden()
  await expectRefusedSignIn(page, 'nobody@northwind.example', bob.password, 'This did not match')

  await signInToConsole(page, email, password)
  await goTo(page, 'Employees')
  await chooseFromMenu(page, 'Bob Adler', 'Dismiss')
  await page.getByRole('alertdialog', { name: 'Dismiss Bob Adler?' }).getByRole('button', { name: 'Dismiss' }).click()
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()
  await chooseFromOperatorMenu(page, 'Sign out')
  await expectRefusedSignIn(page, bob.address, bob.password, 'Your access has ended')
})

/** The password is emptied once the answer is there; before that, what is read may be the answer to an earlier try. */
async function expectRefusedSignIn(page: Page, login: string, typed: string, reason: string): Promise<void> {
  await signInToConsole(page, login, typed)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByText(reason)).toBeVisible()
}

test('data of a newer version is refused politely in the window and left untouched', async ({ launch }) => {
  const file = await closedPortal(await launch())
  const change = (step: 1 | -1) => {
    const database = new Database(file)
    const version = Number(database.pragma('user_version', { simple: true }))
    database.pragma(`user_version = ${version + step}`)
    database.close()
  }
  change(1)
  const { page } = await launch()
  await expectRefusal(page, file, 'The data was written by a newer version')
  change(-1)
  await expectHelp(page)
})

test('damaged data is refused politely in the window and left untouched', async ({ launch }) => {
  const file = await closedPortal(await launch())
  const whole = readFileSync(file)
  const damaged = Buffer.from(whole)
  // Pages in the middle, as a failing disk would leave them; the head of the file still looks right.
  for (let place = 8_192; place < damaged.length; place += 8_192) damaged.fill(0xa5, place, place + 2_048)
  writeFileSync(file, damaged)
  const { page } = await launch()
  await expectRefusal(page, file, 'The data file is damaged')
  writeFileSync(file, whole)
  await expectHelp(page)
})

/** Sets up a portal, closes the app and returns the path of its data file. */
async function closedPortal(app: RunningApp): Promise<string> {
  await setUpPortal(app.page)
  await app.close()
  return joinPath(app.dataDir, 'portal', 'usher.db')
}

async function unlockVault(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

async function expectRefusal(page: Page, file: string, title: string): Promise<void> {
  const before = digest(file)
  await unlockVault(page)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('What to do')
  // Loading the window anew is no way to a portal that is set up over it.
  await page.reload()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create portal' })).toHaveCount(0)
  expect(digest(file)).toBe(before)
}

/** Once the file is as it was, *Try again* leads back into the portal. */
async function expectHelp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try again' }).click()
  await unlockVault(page)
  await expect(page.getByRole('heading', { name: administrator.portalName })).toBeVisible()
  await signInToConsole(page, email, password)
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
