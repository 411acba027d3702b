import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import {
  chip,
  chooseFromMenu,
  counter,
  filterBy,
  goTo,
  menuOf,
  openSampleCompany,
  openSettings,
  personalLink,
  personRow,
  shownNames,
  switchOnJoinSite,
} from './support/console'

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Employees' })

/** How many people the list says it has; the header is a row too. */
async function expectPeople(page: Page, count: number): Promise<void> {
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(count + 1))
}

/** The first of the people shown whose menu has `present` and lacks `absent`. */
async function firstWith(page: Page, present: string, absent?: string): Promise<string> {
  for (const name of await shownNames(page)) {
    const items = await menuOf(page, name)
    if (items.includes(present) && !(absent && items.includes(absent))) return name
  }
  throw new Error(`Nobody shown may "${present}"`)
}

/** Answers a question that names the person. */
async function agree(page: Page, title: string, button: string): Promise<void> {
  await page.getByRole('alertdialog', { name: title }).getByRole('button', { name: button, exact: true }).click()
  await expect(page.getByRole('alertdialog')).toBeHidden()
}

const openProfile = async (page: Page, name: string): Promise<Locator> => {
  await grid(page).getByRole('button', { name, exact: true }).click()
  const drawer = page.getByRole('dialog', { name, exact: true })
  await expect(drawer.getByRole('heading', { name })).toBeVisible()
  return drawer
}

test.beforeEach(async ({ page }) => {
  await openSampleCompany(page)
  await goTo(page, 'Employees')
  await expectPeople(page, 307)
})

test('D2, C3: each filter shows as many as it says; counters lead to theirs', async ({ app, page }) => {
  const counts = [
    [/^Active 267$/, 267],
    [/^Invited 20$/, 20],
    [/^Pending confirmation 8$/, 8],
    [/^Dismissed 12$/, 12],
    [/^Extranet 5$/, 5],
    [/^Partners 2$/, 2],
    [/^All 307$/, 307],
  ] as const
  for (const [filter, count] of counts) {
    await filterBy(page, filter)
    await expectPeople(page, count)
  }
  await counter(page, 'Pending confirmation 8').click()
  await expect(chip(page, 'Pending confirmation 8')).toBeChecked()
  await expectPeople(page, 8)
  await expect(grid(page).getByRole('row').nth(1)).toContainText('Pending confirmation')
  expect(app.pageErrors()).toEqual([])
})

test('D2: search finds any part of a name in any alphabet, of an address, a phone and a position', async ({ page }) => {
  const search = page.getByRole('searchbox', { name: 'Search employees' })
  const found = async (text: string, line: RegExp): Promise<void> => {
    await search.fill(text)
    await expect(grid(page)).not.toHaveAttribute('aria-rowcount', '308')
    await expect
      .poll(async () => {
        const rows = (await grid(page).getByRole('row').allInnerTexts()).slice(1)
        return rows.length > 0 && rows.every((row) => line.test(row.replaceAll('\n', ' ')))
      })
      .toBe(true)
  }
  await found('алёв', /ал[её]в/iu)
  await found('КИСЕЛЕВ', /Киселёв/u)
  await found('ellis', /Ellison/)
  await found('mechanic', /mechanic/i)
  await found('alice.ellison@', /alice\.ellison@example\.com/)
  await expectPeople(page, 1)
  await found('ellison alice', /Alice Ellison/)
  await found('447700900001', /\S/)
  await expectPeople(page, 1)

  await search.fill('nobody is called so')
  await expect(page.getByText('Nobody matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and department' }).click()
  await expectPeople(page, 307)
  await expect(search).toHaveValue('')

  await page.getByRole('textbox', { name: 'Department' }).click()
  await page.keyboard.type('lens')
  await page.keyboard.press('Enter')
  await expectPeople(page, 10)
  await expect(grid(page).getByText('Lens design', { exact: true })).toHaveCount(10)
})

test('D2: a column sorts both ways, by the keyboard as well', async ({ page }) => {
  const header = (name: string) => grid(page).getByRole('columnheader', { name })
  await expect(header('Name')).toHaveAttribute('aria-sort', 'ascending')
  const [first] = await shownNames(page)
  await header('Name').getByRole('button').click()
  await expect(header('Name')).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await shownNames(page))[0]).not.toBe(first)

  await header('Invited on').getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expect(header('Invited on')).toHaveAttribute('aria-sort', 'ascending')
  await expect(header('Name')).toHaveAttribute('aria-sort', 'none')
  await page.keyboard.press('Enter')
  await expect(header('Invited on')).toHaveAttribute('aria-sort', 'descending')
  await expect
    .poll(async () => {
      const times = await grid(page)
        .getByRole('time')
        .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')))
      const dates = times.filter((time) => time !== null)
      return dates.length > 5 && dates.every((date, place) => place === 0 || date <= (dates[place - 1] ?? ''))
    })
    .toBe(true)
})

test('C5, C6, D3, S1: the row menu offers exactly what the state allows', async ({ page }) => {
  await filterBy(page, /^Invited/)
  const invited = await firstWith(page, 'Delete')
  expect(await menuOf(page, invited)).toEqual([
    'Resend invitation',
    'Copy link',
    'Show QR',
    'Print sheet',
    'Register here',
    'Change e-mail or phone',
    'Edit',
    'Change departments',
    'Give partner access',
    'Dismiss',
    'Delete',
  ])
  await filterBy(page, /^Pending/)
  const pending = await firstWith(page, 'Decline log in')
  expect(await menuOf(page, pending)).toEqual([
    'Confirm log in',
    'Decline log in',
    'Change e-mail or phone',
    'Edit',
    'Change departments',
    'Give a new temporary password',
    'Give partner access',
    'Dismiss',
  ])
  await filterBy(page, /^Dismissed/)
  const [dismissed = ''] = await shownNames(page)
  expect(await menuOf(page, dismissed)).toEqual(['Change e-mail or phone', 'Edit', 'Rehire'])
  await filterBy(page, /^Active/)
  const [active = ''] = await shownNames(page)
  expect(await menuOf(page, active)).toEqual([
    'Change e-mail or phone',
    'Edit',
    'Change departments',
    'Give a new temporary password',
    'Make administrator',
    'Give partner access',
    'Dismiss',
  ])
  // The operator cannot dismiss themselves or take their own rights.
  await page.getByRole('searchbox', { name: 'Search employees' }).fill('Daniel Winslow')
  await expectPeople(page, 1)
  expect(await menuOf(page, 'Daniel Winslow')).toEqual(['Change e-mail or phone', 'Edit', 'Change departments'])

  await page.getByRole('searchbox', { name: 'Search employees' }).fill('')
  await filterBy(page, /^Invited/)
  const drawer = await openProfile(page, invited)
  await expect(drawer.getByText('No tasks.')).toBeVisible()
  await drawer.getByLabel('New task').fill('Issue laptop')
  await drawer.getByRole('button', { name: 'Add task' }).click()
  await expect(drawer.getByRole('checkbox', { name: 'Issue laptop' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  const withTask = await menuOf(page, invited)
  expect(withTask).not.toContain('Delete')
  expect(withTask).toContain('Dismiss')
})

test('C5, S2: another address kills the link that was sent, and so does deleting', async ({ page, openPhone }) => {
  await switchOnJoinSite(page)
  await goTo(page, 'Employees')
  await filterBy(page, /^Invited/)
  const person = await firstWith(page, 'Delete')
  const phone = await openPhone()
  const old = await personalLink(page, person)
  await phone.goto(old)
  await expect(phone.getByRole('button', { name: 'Join' })).toBeVisible()

  await chooseFromMenu(page, person, 'Change e-mail or phone')
  const dialog = page.getByRole('dialog', { name: `Change the address of ${person}` })
  const address = dialog.getByLabel('E-mail or phone')
  // The sample company has no mail account.
  const again = dialog.getByRole('switch', { name: 'Send the invitation again' })
  await expect(again).toHaveAccessibleDescription(/^No mail account is set up yet/)
  await expect(again).not.toBeChecked()
  await address.fill('daniel.winslow@example.com')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(address).toHaveAccessibleDescription(/Somebody in the portal already has this address/)
  await address.fill('somewhere.else@example.com')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(personRow(page, person)).toContainText('somewhere.else@example.com')

  await phone.goto(old)
  await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  const fresh = await personalLink(page, person)
  expect(fresh).not.toBe(old)
  await phone.goto(fresh)
  await expect(phone.getByLabel('E-mail or phone')).toHaveValue('s•••@example.com')

  await chooseFromMenu(page, person, 'Delete')
  await agree(page, `Delete ${person}?`, 'Delete')
  await expect(counter(page, 'Invited 19')).toBeVisible()
  await expect(personRow(page, person)).toHaveCount(0)
  await phone.goto(fresh)
  await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
})

test('D3, S1: who has a task is dismissed rather than deleted; whoever was in can be rehired', async ({ page }) => {
  await filterBy(page, /^Invited/)
  const busy = await firstWith(page, 'Dismiss', 'Delete')
  await chooseFromMenu(page, busy, 'Dismiss')
  await agree(page, `Dismiss ${busy}?`, 'Dismiss')
  await expect(chip(page, 'Dismissed 13')).toBeVisible()

  await filterBy(page, /^Active/)
  const [active = ''] = await shownNames(page)
  await chooseFromMenu(page, active, 'Dismiss')
  await agree(page, `Dismiss ${active}?`, 'Dismiss')
  await expect(chip(page, 'Dismissed 14')).toBeVisible()
  await expect(chip(page, 'Active 266')).toBeVisible()

  await filterBy(page, /^Dismissed/)
  await chooseFromMenu(page, active, 'Rehire')
  await expect(chip(page, 'Active 267')).toBeVisible()
  await expect(page.getByText(`${active} is rehired.`)).toBeVisible()
  await filterBy(page, /^Active/)
  const drawer = await openProfile(page, active)
  await expect(drawer.getByText('Active', { exact: true })).toBeVisible()
  const history = drawer.getByRole('region', { name: 'History' })
  await expect(history.getByRole('listitem').nth(0)).toContainText('Rehired')
  await expect(history.getByRole('listitem').nth(1)).toContainText('Dismissed')
  await expect(history.getByRole('listitem').nth(1)).toContainText('Daniel Winslow')
})

test('C6, N1, S5: many are confirmed at once; whoever is refused is listed with the reason', async ({ page }) => {
  const plan = await openSettings(page, 'Plan')
  await expect(plan.getByText('Used 260 of 300')).toBeVisible()
  await plan.getByLabel('Seats', { exact: true }).fill('263')
  await plan.getByRole('button', { name: 'Save' }).click()
  await expect(plan.getByText('Used 260 of 263')).toBeVisible()

  await goTo(page, 'Employees')
  await filterBy(page, /^Pending/)
  await expectPeople(page, 8)
  await grid(page).getByRole('checkbox', { name: 'Select all shown' }).check()
  const bar = page.getByRole('toolbar', { name: 'Selection' })
  await expect(bar).toContainText('8 selected')
  await bar.getByRole('button', { name: 'Confirm log in' }).click()
  const summary = page.getByRole('dialog', { name: 'Confirm log in' })
  await expect(summary).toContainText('3 done')
  await expect(summary).toContainText('5 not done')
  const refused = summary.getByRole('list', { name: '5 not done' }).getByRole('listitem')
  // Five for one reason are one entry, with the way out beside it.
  await expect(refused).toHaveCount(1)
  await expect(refused).toContainText('No seat is free')
  await expect(summary.getByRole('button', { name: 'Open plan and seats' })).toBeVisible()
  await summary.getByRole('button', { name: 'Close' }).click()
  await expect(counter(page, 'Pending confirmation 5')).toBeVisible()
  await expect(bar).toContainText('5 selected')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
})

test('H1, J6: the profile tells details, messages and history; Esc closes it and Back opens it again', async ({
  page,
}) => {
  await filterBy(page, /^Pending/)
  const [name = ''] = await shownNames(page)
  const drawer = await openProfile(page, name)
  const details = drawer.getByRole('region', { name: 'Details' })
  await expect(details).toContainText('Waits for an administrator to confirm the log in.')
  await expect(details.getByText('Link opened')).toBeVisible()
  const history = drawer.getByRole('region', { name: 'History' }).getByRole('listitem')
  await expect(history.first()).toContainText('Accepted the invitation')
  await expect(history.last()).toContainText('Invited')
  await drawer.getByRole('button', { name: 'Confirm log in' }).click()
  await expect(counter(page, 'Pending confirmation 7')).toBeVisible()
  await expect(history.first()).toContainText('Log in confirmed')

  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await page.goBack()
  await expect(drawer).toBeVisible()
})
