import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../support/app'
import { inBothThemes, settled } from '../support/axe'
import {
  chooseFromOperatorMenu,
  filterBy,
  goTo,
  join as fillInForm,
  openSampleCompany,
  personalLink,
  setUpPortal,
  shownNames,
} from '../support/console'
import { tourOfPanels, tourOfScreens } from '../support/tour'
import { smaller } from './small-png'

const root = resolve(import.meta.dirname, '..', '..', '..')
const pictures = join(root, 'docs', 'pictures')
const others = join(root, 'test-results', 'other-pictures')
/** Stands in the pictures of links; any free one would differ with each run. */
const PORT = 8420

for (const folder of [pictures, others]) mkdirSync(folder, { recursive: true })

/** Small dialogs and menus: looked at, but not kept in the repository. */
const LOOKED_AT_ONLY =
  /^(employees-nobody|invite-(departments|email-empty|new-link)|operator-menu|person-(?!qr)|settings-backup|sheets-|structure-(?!chart)|workgroup-)/

/** Takes the picture of a page in both themes: NAME-light-en.png and NAME-dark-en.png. */
async function take(page: Page, name: string, language = 'en'): Promise<void> {
  const folder = LOOKED_AT_ONLY.test(name) ? others : pictures
  await inBothThemes(page, async (theme) => {
    await settled(page)
    const picture = await page.screenshot({ scale: 'css', caret: 'hide', animations: 'disabled' })
    writeFileSync(join(folder, `${name}-${theme}-${language}.png`), smaller(picture))
  })
}

async function sized(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
}

test('the sample company', async ({ app, page, openPhone }) => {
  await sized(app.electron)
  await expect(page.getByRole('button', { name: 'Create portal' })).toBeVisible()
  await take(page, 'set-up')
  await openSampleCompany(page)
  await tourOfScreens(page, (name) => take(page, name), PORT)
  await tourOfPanels(page, (name) => take(page, name))

  await goTo(page, 'Employees')
  await filterBy(page, /^Invited/)
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', '21')
  const [person = ''] = await shownNames(page)
  const link = await personalLink(page, person)
  const address = new URL(link).origin
  const phone = await openPhone({ deviceScaleFactor: 1 })
  await phone.goto(address)
  await take(phone, 'join-code')
  for (const language of ['en', 'ru']) {
    await phone.goto(`${link}?lang=${language}`)
    await take(phone, 'join-form', language)
  }
  await phone.goto(`${link}?lang=en`)
  await fillInForm(phone, { firstName: '', lastName: '', password: 'short' })
  await take(phone, 'join-form-refused')
  for (const [path, name] of [
    ['/joined', 'join-in'],
    ['/waiting', 'join-waiting'],
    ['/sign-in', 'join-sign-in'],
    [`/J/${'0'.repeat(32)}`, 'join-dead-link'],
  ] as const) {
    await phone.goto(`${address}${path}?lang=en`)
    await take(phone, name)
  }

  await chooseFromOperatorMenu(page, 'Русский')
  // Nothing is to look pointed at.
  await page.mouse.move(0, 0)
  for (const [hash, name] of [
    ['#/', 'overview'],
    ['#/employees', 'employees'],
    ['#/structure', 'structure'],
  ] as const) {
    await page.evaluate((wanted) => void (window.location.hash = wanted), hash)
    await expect(page.getByRole('status', { name: 'Загрузка…' })).toHaveCount(0)
    await take(page, name, 'ru')
  }
  await page.keyboard.press('Control+i')
  await page.getByRole('dialog').getByRole('tab', { name: 'Эл. почта' }).click()
  await take(page, 'invite-email', 'ru')
})

test('at the desk', async ({ app, page }) => {
  await sized(app.electron)
  await openSampleCompany(page)
  await chooseFromOperatorMenu(page, 'At the desk')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('heading', { name: /^Welcome to/u })).toBeVisible()
  await take(page, 'kiosk')
  // As long as it is a kiosk, the program does not quit.
  await page.getByRole('button', { name: 'Leave the kiosk' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Navigation' })).toBeVisible()
})

test('an own portal', async ({ app, page }) => {
  await sized(app.electron)
  await setUpPortal(page)
  await take(page, 'first-steps')
  // The one of the sample company says only that it has none.
  await goTo(page, 'Settings')
  await page.getByRole('link', { name: 'Backup', exact: true }).click()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByRole('list', { name: 'Copies' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('status').filter({ hasText: 'The copy is made' }).getByRole('button', { name: 'Close' }).click()
  await take(page, 'backup')
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  await take(page, 'locked')
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await expect(page.getByLabel('E-mail or phone')).toBeVisible()
  await take(page, 'sign-in')
})
