import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../support/app'
import { inBothThemes, settled } from '../support/axe'
import {
  chooseFromOperatorMenu,
  chip,
  goTo,
  join as fillInForm,
  openSampleCompany,
  personalLink,
  setUpPortal,
  shownNames,
} from '../support/console'
import { tourOfPanels, tourOfScreens } from '../support/tour'

const folder = resolve(import.meta.dirname, '..', '..', '..', 'docs', 'pictures')
/** Stands in the pictures of links; any free one would differ with each run. */
const PORT = 8420

mkdirSync(folder, { recursive: true })

/** Takes the picture of a page in both themes: NAME-light-en.png and NAME-dark-en.png. */
async function take(page: Page, name: string, language = 'en'): Promise<void> {
  await inBothThemes(page, async (theme) => {
    await settled(page)
    await page.screenshot({
      path: join(folder, `${name}-${theme}-${language}.png`),
      scale: 'css',
      caret: 'hide',
      animations: 'disabled',
    })
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
  await chip(page, /^Invited/).check({ force: true })
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
  await expect(page.getByRole('dialog')).toBeVisible()
  await take(page, 'invite-email', 'ru')
})

test('an own portal', async ({ app, page }) => {
  await sized(app.electron)
  await setUpPortal(page)
  await take(page, 'first-steps')
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('heading', { name: 'Console locked' })).toBeVisible()
  await take(page, 'locked')
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await expect(page.getByLabel('E-mail or phone')).toBeVisible()
  await take(page, 'sign-in')
})
