import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import jsQR from 'jsqr'
import { expect, test } from './support/app'
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe'
import {
  addDepartment,
  administrator,
  counter,
  goTo,
  join,
  openInvitePanel,
  openProfile,
  setUpPortal,
  switchOnJoinSite,
} from './support/console'
import { setUpMailingPortal } from './support/mail-account'

const PASSWORD = 'Copper kettle on Sunday'

test('Q1, L11: a code chosen by department is read by a phone and lets in; New link kills it', async ({
  app,
  page,
  openPhone,
}, testInfo) => {
  test.setTimeout(240_000)
  await setUpPortal(page)
  await switchOnJoinSite(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Warehouse')

  const panel = await openInvitePanel(page, 'QR code')
  await test.step('while registration is off the tab says so, with the button that switches it on', async () => {
    await expect(panel.getByRole('heading', { name: 'Registration via link is off' })).toBeVisible()
    await panel.getByRole('button', { name: 'Allow registration via link' }).click()
    await expect(panel.getByRole('img', { name: 'QR code for registering' })).toBeVisible()
  })
  await panel.getByRole('group', { name: 'Department' }).getByRole('button', { name: 'Add' }).click()
  await page.getByRole('option', { name: 'Warehouse' }).click()
  await page.keyboard.press('Escape')
  const code = panel.getByRole('img', { name: 'QR code for registering: Warehouse' })
  await expect(code).toBeVisible()
  await expect(panel.getByText('The join site is open on this computer only')).toBeVisible()
  const link = await panel.getByRole('textbox', { name: 'Registration link' }).inputValue()

  const phone = await openPhone()
  await test.step('the code on the screen says the link', async () => {
    await expectSays(phone, code, link)
  })
  await test.step('in full screen it says the same, with what to type; Escape leaves', async () => {
    await panel.getByRole('button', { name: 'Full screen' }).click()
    const screen = page.getByRole('dialog', { name: 'QR code for registering: Warehouse' })
    await expect(screen.getByText(administrator.portalName)).toBeVisible()
    await expect(screen.getByText('Warehouse', { exact: true })).toBeVisible()
    await expectSays(phone, screen.getByRole('img'), link)
    await expectAccessible(page, 'full screen')
    await page.keyboard.press('Escape')
    await expect(screen).toBeHidden()
    await expect(panel).toBeVisible()
  })
  await test.step('saved and copied it says the same', async () => {
    const file = testInfo.outputPath('code.png')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await panel.getByRole('button', { name: 'Save image' }).click()
    await page.getByRole('menuitem', { name: 'Picture (PNG)' }).click()
    await expect(page.getByText(/code\.png/u)).toBeVisible()
    expect(await readCode(phone, await readFile(file))).toBe(capitals(link))
    await panel.getByRole('button', { name: 'Copy image' }).click()
    await expect(page.getByText('The picture of the code is copied.')).toBeVisible()
  })
  await expectAccessibleInBothThemes(page, 'tab QR code')
  await page.keyboard.press('Escape')

  await test.step('the phone that reads it registers, and is in the department', async () => {
    await phone.goto(link)
    await join(phone, { firstName: 'Bruno', lastName: 'Haas', address: 'bruno@else.example', password: PASSWORD })
    await expect(phone.getByRole('heading', { name: 'Almost there' })).toBeVisible()
    await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
    const profile = await openProfile(page, 'Bruno Haas')
    await expect(profile.getByText('Warehouse')).toBeVisible()
    await profile.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('L3: New link kills the code', async () => {
    const tab = await openInvitePanel(page, 'Link')
    await tab.getByRole('button', { name: 'New link' }).click()
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog', { name: /Replace/u }))
      .getByRole('button', { name: 'New link' })
      .click()
    await expect(page.getByText('The new link is ready.')).toBeVisible()
    await phone.goto(link)
    await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})

test('L5, L8: who proves an address of a listed domain is in at once; all others wait', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  test.setTimeout(240_000)
  await setUpMailingPortal(page, { port: smtp.port })

  const panel = await openInvitePanel(page, 'Link')
  await panel.getByRole('switch', { name: 'Allow registration via link' }).click()
  await listDomains(panel)
  await expect(panel.getByText('All changes saved')).toBeVisible()
  const link = await panel.getByRole('textbox', { name: 'Registration link' }).inputValue()
  await expectAccessibleInBothThemes(page, 'tab Link')
  await test.step('L8: shared by a messenger, it opens with the link in it', async () => {
    await app.electron.evaluate(({ shell }) => {
      shell.openExternal = (url: string) => {
        process.env['OPENED'] = url
        return Promise.resolve()
      }
    })
    await panel.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('menuitem', { name: 'Telegram' }).click()
    await expect(page.getByText('Telegram opens with the message in it.')).toBeVisible()
    const opened = await app.electron.evaluate(() => process.env['OPENED'] ?? '')
    expect(opened.startsWith('https://t.me/share/url?url=http%3A%2F%2F127.0.0.1')).toBe(true)
    const shared = new URL(opened).searchParams.get('url') ?? ''
    expect(shared).not.toBe(link)
    expect((await fetch(shared)).status).toBe(200)
  })
  await test.step('L8: without Viber it says so, and the message is copied instead', async () => {
    await panel.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('menuitem', { name: 'Viber' }).click()
    await expect(page.getByText('Viber is not on this computer')).toBeVisible()
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain('You are invited to join Northwind Trading.')
    expect(copied).toMatch(/\/J\/[0-9A-Z]{32}$/u)
  })
  await page.keyboard.press('Escape')

  const phone = await openPhone()
  await phone.goto(link)
  await join(phone, { firstName: 'Clara', lastName: 'Winter', address: 'clara@aurora.example', password: PASSWORD })
  await expect(phone.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  const [first] = await smtp.arrived(1)
  expect(first?.to).toEqual(['clara@aurora.example'])
  const code = /\b\d{6}\b/u.exec(first?.parsed.text ?? '')?.[0] ?? ''
  await expectAccessibleInBothThemes(phone, 'proof')
  const profile = await openProfile(page, 'Clara Winter')
  await expect(profile.getByText('the code mailed to the address has not been typed in yet')).toBeVisible()
  await profile.getByRole('button', { name: 'Close' }).click()

  await phone.getByLabel('Code from the mail').fill(code === '000000' ? '111111' : '000000')
  await phone.getByRole('button', { name: 'Continue' }).click()
  await expect(phone.getByText('Tries left: 4')).toBeVisible()
  await phone.getByRole('link', { name: 'Русский' }).click()
  await expect(phone.getByRole('heading', { name: 'Проверьте почту' })).toBeVisible()
  await phone.getByLabel('Код из письма').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
  await phone.getByRole('button', { name: 'Продолжить' }).click()
  await expect(phone.getByRole('heading', { name: 'Добро пожаловать' })).toBeVisible()
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()

  await test.step('another domain waits for an administrator', async () => {
    const other = await openPhone()
    await other.goto(link)
    await join(other, { firstName: 'Emil', lastName: 'Sand', address: 'emil@notaurora.example', password: PASSWORD })
    await expect(other.getByRole('heading', { name: 'Almost there' })).toBeVisible()
    await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  })
  await test.step('J5: an address that is there already gets the same page', async () => {
    const other = await openPhone()
    await other.goto(link)
    await join(other, { firstName: 'Mallory', lastName: '', address: 'clara@aurora.example', password: PASSWORD })
    await expect(other.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
    const second = (await smtp.arrived(2)).at(1)
    expect(second?.parsed.text).not.toMatch(/\b\d{6}\b/u)
    await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  })
  expect(app.pageErrors()).toEqual([])
})

/** Types domains as people paste them, one of them wrong. */
async function listDomains(panel: Locator): Promise<void> {
  const field = panel.getByLabel("Don't require confirmation for domains")
  await field.fill('@aurora.example, no_domain; *.münchen.example')
  await field.press('Enter')
  await expect(panel.getByText('no_domain is not a domain.')).toBeVisible()
  await expect(field).toHaveValue('no_domain')
  await field.fill('')
  await expect(panel.getByRole('button', { name: 'Remove aurora.example' })).toBeVisible()
  await expect(panel.getByText('*.münchen.example', { exact: true })).toBeVisible()
}

/** What a code says: schemes and hosts in capitals make it smaller. */
function capitals(link: string): string {
  return link.replace(/^https?:\/\/[^/]+/u, (origin) => origin.toUpperCase())
}

/** The code as it is drawn on the screen says the link. */
async function expectSays(phone: Page, code: Locator, link: string): Promise<void> {
  // A picture of a window can fail while a slow machine still draws it; one that was taken must be right.
  const taken: Buffer[] = []
  await expect(async () => void taken.push(await code.screenshot())).toPass()
  const [picture] = taken
  expect(picture && (await readCode(phone, picture))).toBe(capitals(link))
}

/** Reads a picture of a code, 400 pixels wide, as a phone would. The browser unpacks the picture. */
async function readCode(phone: Page, png: Buffer): Promise<string | undefined> {
  const { data, height, width } = await phone.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = document.createElement('canvas')
    canvas.width = 400
    canvas.height = 400
    const context = canvas.getContext('2d')
    context?.drawImage(picture, 0, 0, 400, 400)
    return { data: [...(context?.getImageData(0, 0, 400, 400).data ?? [])], width: 400, height: 400 }
  }, png.toString('base64'))
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data
}
