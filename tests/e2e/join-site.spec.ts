import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join as pathOf } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import english from '../../resources/join/en.json' with { type: 'json' }
import russian from '../../resources/join/ru.json' with { type: 'json' }
import { expect, test } from './support/app'
import { expectAccessible, expectAccessibleInBothThemes } from './support/axe'
import {
  choose,
  counter,
  filterBy,
  goTo,
  join,
  openSampleCompany,
  openSettings,
  personalLink,
  personRow,
  shownNames,
} from './support/console'

/** An IPv4 address of this machine in a network, if it is in one. */
const network = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address

const state = (page: Page) => page.getByRole('region', { name: 'State of the join site' })

/** Switches the join site on for the local network, on any free port; returns its address. */
async function serveTheNetwork(page: Page, host: string): Promise<string> {
  const form = await openSettings(page, 'Join site')
  await choose(form, /^Local network/)
  await choose(form, host)
  await form.getByLabel('Port').fill('0')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(state(page).getByText('Running', { exact: true })).toBeVisible()
  return state(page).getByRole('textbox', { name: 'Address' }).inputValue()
}

/** Somebody invited who has not opened the link yet, told by the profile (J6). Leaves the list of invited people open. */
async function somebodyWhoHasNotLooked(page: Page): Promise<string> {
  await goTo(page, 'Employees')
  await filterBy(page, 'Invited 20')
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', '21')
  for (const name of await shownNames(page)) if ((await openedOn(page, name)) === 'Not yet') return name
  throw new Error('Everybody has opened the link already')
}

async function openedOn(page: Page, name: string): Promise<string> {
  await personRow(page, name).getByRole('button', { name, exact: true }).click()
  const details = page.getByRole('dialog', { name, exact: true }).getByRole('region', { name: 'Details' })
  await expect(details).toBeVisible()
  const text = await details.innerText()
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  return /Link opened\n(.+)/u.exec(text)?.[1] ?? ''
}

test('J1, J4, J6: the join site serves the local network, and its links die with it', async ({
  app,
  page,
  openPhone,
}) => {
  test.skip(!network, 'this machine has no IPv4 address besides the loopback one')
  const host = network ?? ''
  await openSampleCompany(page)

  await test.step('a port that is taken is refused in words, and the site stays off', async () => {
    const other = createServer().listen(0, host)
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const form = await openSettings(page, 'Join site')
    await choose(form, /^Local network/)
    await choose(form, host)
    await form.getByLabel('Port').fill(String(port))
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form.getByText(`Port ${port} is taken by another program`)).toBeVisible()
    await expect(form.getByLabel('Port')).toHaveValue(String(port))
    await expect(state(page).getByText('Switched off')).toBeVisible()
    await form.getByRole('button', { name: 'Discard changes' }).click()
    other.close()
  })

  const address = await serveTheNetwork(page, host)
  expect(address).toMatch(new RegExp(`^http://${host.replaceAll('.', '\\.')}:\\d+$`))
  await expect(state(page).getByRole('img', { name: 'QR code with the address of the join site' })).toBeVisible()

  await test.step('J1: what may stand between a phone and this computer is told', async () => {
    await state(page).getByText('If the page does not open on the phone').click()
    await expect(state(page).getByText(`open TCP port ${new URL(address).port}`)).toBeVisible()
    await expectAccessible(page, 'join site with help')
  })

  const person = await somebodyWhoHasNotLooked(page)
  const link = await personalLink(page, person)
  expect(link.startsWith(`${address}/J/`)).toBe(true)
  expect(/\/J\/([0-9A-Z]+)$/.exec(link)?.[1]).toHaveLength(32)

  await test.step('J6: what scanners and previews do uses nothing up and is not taken for a person', async () => {
    for (let round = 0; round < 3; round += 1) expect((await fetch(link, { method: 'HEAD' })).status).toBe(200)
    expect(await openedOn(page, person)).toBe('Not yet')
  })

  const phone = await openPhone({ javaScriptEnabled: false })
  await test.step('J6: opening it again and again uses nothing up; the first opening is noted', async () => {
    for (let round = 0; round < 3; round += 1) {
      await phone.goto(link)
      await expect(phone.getByRole('button', { name: 'Join' })).toBeVisible()
    }
    await expect.poll(() => openedOn(page, person)).not.toBe('Not yet')
  })

  await test.step('J2, M8: in capitals as in a printed code, and typed as people write, it is the same page', async () => {
    await phone.goto(link.toUpperCase())
    await expect(phone.getByRole('button', { name: 'Join' })).toBeVisible()
    await phone.goto(address)
    const code = /\/J\/([0-9A-Z]+)$/u.exec(link)?.[1]?.slice(0, 16) ?? ''
    await phone.getByLabel(english['code.label']).fill(code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'))
    await phone.getByRole('button', { name: english['code.submit'] }).click()
    await expect(phone.getByRole('button', { name: 'Join' })).toBeVisible()
  })

  await test.step('J2: the form works without scripts, and tells beside its fields what is wrong', async () => {
    await join(phone, { firstName: '', lastName: '', password: 'short' })
    await expect(phone.getByLabel('First name')).toHaveAccessibleDescription(english['problem.REQUIRED.firstName'])
    await expect(phone.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/too short/)
    await expect(phone.getByLabel('New password', { exact: true })).toHaveValue('')
    await join(phone, { firstName: 'Bruno', lastName: 'Haas', password: 'Copper kettle on Sunday' })
    await expect(phone.getByRole('heading', { name: 'Almost there' })).toBeVisible()
    await expect(counter(page, 'Pending confirmation 9')).toBeVisible()
    await phone.goto(link)
    await expect(phone.getByRole('heading', { name: english['title.dead'] })).toBeVisible()
  })

  await test.step('J2: both languages, by the browser’s wish and by choice', async () => {
    const title = (text: string) => text.replace('{portal}', 'Halden & Orlov Instruments')
    const visitor = await openPhone({ locale: 'ru-RU' })
    await visitor.goto(address)
    await expect(visitor.locator('html')).toHaveAttribute('lang', 'ru')
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(title(russian['title.code']))
    await visitor.getByRole('link', { name: 'English' }).click()
    await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(title(english['title.code']))
    await visitor.getByLabel(english['code.label']).fill('no code')
    await visitor.getByRole('button', { name: english['code.submit'] }).click()
    await expect(visitor.getByText(english['problem.INVALID.code'])).toBeVisible()
  })

  await test.step('J1: switched off, nothing answers any more', async () => {
    const form = await openSettings(page, 'Join site')
    await choose(form, /^Off/)
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(state(page).getByText('Switched off')).toBeVisible()
    await expect(fetch(address)).rejects.toThrow()
  })
  expect(app.pageErrors()).toEqual([])
})

test('J2, J5: every page of the join site is accessible, light and dark, in both languages', async ({
  app,
  page,
  openPhone,
}) => {
  test.setTimeout(300_000)
  await openSampleCompany(page)
  const form = await openSettings(page, 'Join site')
  await choose(form, /^This computer only/)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(state(page).getByText('Running', { exact: true })).toBeVisible()
  const address = await state(page).getByRole('textbox', { name: 'Address' }).inputValue()
  const person = await somebodyWhoHasNotLooked(page)
  const link = await personalLink(page, person)
  const email = /\S+@\S+/u.exec(await personRow(page, person).innerText())?.[0] ?? ''
  const phone = await openPhone()
  const check = (what: string) => expectAccessibleInBothThemes(phone, what)

  await phone.goto(address)
  await check('code')
  await phone.goto(`${address}/J?code=nothing`)
  await check('code refused')
  for (const language of ['en', 'ru']) {
    await phone.goto(`${link}?lang=${language}`)
    await check(`form ${language}`)
  }
  await phone.goto(`${link}?lang=en`)
  await join(phone, { firstName: '', lastName: '', password: 'short' })
  await check('form refused')
  const newcomer = { firstName: 'Bruno', lastName: 'Haas', password: 'Copper kettle on Sunday' }
  const other = new Database(pathOf(app.dataDir, 'sample', 'usher.db'))
  other.exec('BEGIN IMMEDIATE')
  await join(phone, newcomer)
  await expect(phone.getByRole('heading', { name: english['title.restarting'] })).toBeVisible()
  await check('another program holds the data')
  other.close()
  await phone.goto(`${link}?lang=en`)
  await join(phone, newcomer)
  await expect(phone).toHaveURL(`${address}/waiting`)
  await check('waiting')
  for (const path of ['/waiting/seat', '/joined', '/nowhere', '/sign-in']) {
    await phone.goto(address + path)
    await check(path)
  }
  await phone.goto(link)
  await check('dead link')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const foreign = await fetch(`${address}/sign-in`, { method: 'POST', headers, body: 'login=a' })
  expect(foreign.status).toBe(403)
  await phone.setContent(await foreign.text())
  await check('a form from elsewhere')
  const long = { ...headers, origin: address }
  const tooLong = await fetch(`${address}/sign-in`, { method: 'POST', headers: long, body: 'a'.repeat(500_000) })
  expect(tooLong.status).toBe(413)
  await phone.setContent(await tooLong.text())
  await check('a form that is too long')

  const signIn = async (password: string) => {
    await phone.goto(`${address}/sign-in`)
    await phone.getByLabel('E-mail or phone').fill(email)
    await phone.getByLabel('Password').fill(password)
    await phone.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn('not the password')
  await check('sign-in refused')
  await goTo(page, 'Employees')
  await page.getByRole('searchbox', { name: 'Search employees' }).fill(email)
  await page.getByRole('button', { name: /^Menu for Bruno/ }).click()
  await page.getByRole('menuitem', { name: 'Confirm log in' }).click()
  await expect(counter(page, 'Pending confirmation 8')).toBeVisible()
  await signIn(newcomer.password)
  await expect(phone.getByRole('heading', { name: english['title.me'] })).toBeVisible()
  await check('me')

  // J5: somebody who tries codes is made to wait, and told so.
  await expect
    .poll(async () => (await fetch(`${address}/J/${'0'.repeat(32)}`)).status, { intervals: [0], timeout: 60_000 })
    .toBe(429)
  await phone.goto(`${address}/J/${'0'.repeat(32)}`)
  await expect(phone.getByRole('heading', { name: english['title.later'] })).toBeVisible()
  await check('too many tries')
})
