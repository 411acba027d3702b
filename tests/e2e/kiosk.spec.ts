import type { ElectronApplication, Page } from '@playwright/test'
import english from '../../src/locales/en/kiosk.json' with { type: 'json' }
import russian from '../../src/locales/ru/kiosk.json' with { type: 'json' }
import { expect, test } from './support/app'
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe'
import {
  administrator,
  allowRegistration,
  choose,
  chooseFromMenu,
  chooseFromOperatorMenu,
  counter,
  filterBy,
  goTo,
  openInvitePanel,
  openSampleCompany,
  openSettings,
  setUpPortal,
  shownNames,
  signInAgain,
  switchOnJoinSite,
} from './support/console'
import { setUpMailingPortal } from './support/mail-account'

const PASSWORD = 'Copper kettle on Sunday'
const welcome = (name: string) => ({ name: english.welcome.replace('{portal}', name) })

/** Says yes to the question before, and waits for the kiosk. */
async function start(page: Page, company: string): Promise<void> {
  await page.getByRole('alertdialog').getByRole('button', { name: english.ask.start }).click()
  await expect(page.getByRole('heading', welcome(company))).toBeVisible()
}

async function leave(page: Page, password: string): Promise<void> {
  await page.getByRole('button', { name: english.leave }).click()
  const dialog = page.getByRole('dialog', { name: english.leaving.title })
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: english.leaving.leave, exact: true }).click()
}

/** What the system still offers around the page. */
const around = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow, Menu }) => {
    const [window] = BrowserWindow.getAllWindows()
    return {
      kiosk: window?.isKiosk() ?? false,
      tools: window?.webContents.isDevToolsOpened() ?? false,
      menus: Menu.getApplicationMenu()?.items.length ?? 0,
    }
  })

test('J3: at the desk a newcomer registers offline with a short code, and only the password leads out', async ({
  app,
  page,
  launch,
}) => {
  const company = administrator.portalName
  await setUpPortal(page)
  await switchOnJoinSite(page)
  const link = await allowRegistration(page, { confirmation: true })
  const code = (/\/J\/([0-9A-Z]+)$/u.exec(link)?.[1] ?? '').slice(0, 16).toLowerCase()
  const form = await openSettings(page, 'Join site')
  await choose(form, /^Off/u)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Switched off')).toBeVisible()

  await chooseFromOperatorMenu(page, english.command)
  await start(page, company)

  await test.step('no way round: menu, shortcuts, tools, closing, reload, addresses', async () => {
    await expect.poll(() => around(app.electron)).toEqual({ kiosk: true, tools: false, menus: 0 })
    for (const key of ['Control+k', 'Control+i', 'Control+2', 'Control+r', 'F5', 'F12', 'Alt+ArrowLeft', 'Escape']) {
      await page.keyboard.press(key)
    }
    await app.electron.evaluate(async ({ app: program, BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.close()
      program.quit()
      // The tools open in their own time, and take the focus of the page with them when they are shut.
      const shut = new Promise<void>((resolve) => window?.webContents.once('devtools-closed', () => resolve()))
      window?.webContents.openDevTools()
      await shut
    })
    await page.evaluate(() => void (window.location.hash = '#/employees'))
    await page.reload()
    await expect(page.getByRole('heading', welcome(company))).toBeVisible()
    await expect.poll(() => around(app.electron)).toEqual({ kiosk: true, tools: false, menus: 0 })
    await expect(page.getByText('Alice')).toHaveCount(0)
  })

  const field = page.getByLabel(english.code.label, { exact: true })
  await test.step('a code that is none, one that leads nowhere, and the right one in small letters', async () => {
    await field.fill('7K3M')
    await page.getByRole('button', { name: english.code.go }).click()
    await expect(field).toHaveAccessibleDescription(/16 letters and digits/u)
    await field.fill('7777-7777-7777-7777')
    await page.getByRole('button', { name: english.code.go }).click()
    await expect(page.getByRole('alert')).toContainText(english.dead.title)
    await field.fill('')
    await field.pressSequentially(code)
    await expect(field).toHaveValue(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/u)
    await page.keyboard.press('Enter')
  })

  await test.step('the form, in the newcomer’s language, and what became of it', async () => {
    await page.getByText('Русский', { exact: true }).click()
    await expect(page.getByRole('heading', { name: russian.form.title })).toBeVisible()
    await page.getByLabel(russian.form.firstName).fill('Bruno')
    await page.getByLabel(russian.form.lastName).fill('Haas')
    await page.getByLabel(russian.form.address).fill('bruno@northwind.example')
    await page.getByLabel(russian.form.password, { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: russian.form.join }).click()
    await expect(page.getByLabel(russian.form.again)).toHaveAccessibleDescription(/\S/u)
    await page.getByLabel(russian.form.again).fill(PASSWORD)
    await page.getByRole('button', { name: russian.form.join }).click()
    await expect(page.getByRole('heading', { name: russian.result.waiting })).toBeVisible()
    await expectAccessible(page, 'result')
    await page.getByRole('button', { name: russian.result.done }).click()
    await expect(page.getByRole('heading', welcome(company))).toBeVisible()
    await expect(field).toHaveValue('')
  })

  await test.step('only the operator’s password ends it', async () => {
    await leave(page, 'not the password')
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('This did not match')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await leave(page, administrator.password)
    await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
    await expect.poll(async () => (await around(app.electron)).kiosk).toBe(false)
    expect((await around(app.electron)).menus).toBeGreaterThan(3)
  })

  await test.step('a crash is no way round it either', async () => {
    await chooseFromOperatorMenu(page, english.command)
    await start(page, company)
    await app.kill()
    const again = await launch()
    await signInAgain(again.page)
    await expect(counter(again.page, 'Pending confirmation 1')).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})

test('J3: the operator opens an invitation for the newcomer; what is left alone is cleared, and all of it is accessible', async ({
  app,
  page,
}) => {
  const company = 'Halden & Orlov Instruments'
  const check = (what: string) => expectAccessibleInBothThemes(page, what)
  await openSampleCompany(page)
  await goTo(page, 'Employees')
  await filterBy(page, 'Invited 20')
  const [person = ''] = await shownNames(page)
  await page.clock.install()
  await chooseFromMenu(page, person, 'Register here')
  await page.getByRole('alertdialog').getByRole('button', { name: english.ask.start }).click()
  const first = page.getByLabel(english.form.firstName)
  await expect(first).not.toHaveValue('')
  await check('form')
  await page.getByRole('button', { name: english.form.join }).click()
  await expect(page.getByLabel(english.form.password, { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await check('form refused')
  await page.getByText('Русский', { exact: true }).click()
  await check('form in Russian')

  await test.step('left alone, it asks whether anybody is there, and then forgets', async () => {
    await page.clock.fastForward(62_000)
    await expect(page.getByRole('alertdialog', { name: russian.idle.title })).toBeVisible()
    await page.getByRole('button', { name: russian.idle.stay }).click()
    await expect(page.getByRole('alertdialog')).toHaveCount(0)
    await page.clock.fastForward(80_000)
    await expect(page.getByRole('heading', welcome(company))).toBeVisible()
    await expect(page.getByText(person)).toHaveCount(0)
  })
  await check('code')
  await page.getByLabel(english.code.label, { exact: true }).fill('7777-7777-7777-7777')
  await page.getByRole('button', { name: english.code.go }).click()
  await expect(page.getByRole('alert')).toContainText(english.dead.title)
  await check('code refused')
  await page.getByRole('button', { name: english.leave }).click()
  await check('leaving')
  await page.getByRole('dialog').getByRole('button', { name: english.leaving.leave, exact: true }).click()
  await expect(page.getByRole('region', { name: 'Sample company' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('J3, L5: at the desk too, the code mailed to an address of a listed domain lets in at once', async ({
  smtp,
  app,
  page,
}) => {
  await setUpMailingPortal(page, { port: smtp.port })
  const link = await allowRegistration(page, { confirmation: true })
  const panel = await openInvitePanel(page, 'Link')
  const domains = panel.getByLabel("Don't require confirmation for domains")
  await domains.fill('aurora.example')
  await domains.press('Enter')
  await expect(panel.getByText('All changes saved')).toBeVisible()
  await page.keyboard.press('Escape')
  await chooseFromOperatorMenu(page, english.command)
  await start(page, administrator.portalName)

  await page.getByLabel(english.code.label, { exact: true }).fill(/\/J\/([0-9A-Z]{16})/u.exec(link)?.[1] ?? '')
  await page.keyboard.press('Enter')
  await page.getByLabel(english.form.firstName).fill('Clara')
  await page.getByLabel(english.form.lastName).fill('Winter')
  await page.getByLabel(english.form.address).fill('clara@aurora.example')
  await page.getByLabel(english.form.password, { exact: true }).fill(PASSWORD)
  await page.getByLabel(english.form.again).fill(PASSWORD)
  await page.getByRole('button', { name: english.form.join }).click()
  await expect(page.getByRole('heading', { name: english.proof.title })).toBeVisible()
  const [arrived] = await smtp.arrived(1)
  const code = /\b\d{6}\b/u.exec(arrived?.parsed.text ?? '')?.[0] ?? ''
  const field = page.getByLabel(english.proof.label)
  await field.fill(code === '000000' ? '111111' : '000000')
  await page.getByRole('button', { name: english.proof.go }).click()
  await expect(page.getByRole('alert')).toContainText(english.proof.wrong.replace('{left}', '4'))
  await expectAccessibleInBothThemes(page, 'mailed code')
  await field.fill(code)
  await page.getByRole('button', { name: english.proof.go }).click()
  await expect(page.getByRole('heading', { name: english.result.in })).toBeVisible()
  await page.getByRole('button', { name: english.result.done }).click()
  await leave(page, administrator.password)
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()
  // H1: it was no browser at the join site.
  await goTo(page, 'Activity')
  await expect(page.getByRole('listitem').filter({ hasText: 'Clara Winter' }).first()).toContainText('At the desk')
  await expect(page.getByText('Join site', { exact: true })).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])
})
