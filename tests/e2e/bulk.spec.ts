import { writeFile } from 'node:fs/promises'
import { join as pathOf } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { windows1251 } from '../support/windows-1251'
import { expect, test } from './support/app'
import {
  addDepartment,
  allowRegistration,
  choose,
  chooseFromOperatorMenu,
  chooseInMenu,
  clickOnceMore,
  counter,
  goTo,
  join,
  openInvitePanel,
  openSettings,
  personRow,
  setUpPortal,
  signInAgain,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'
import { setUpMailingPortal } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

const PASTED = [
  'Bruno Haas <bruno@northwind.example>; clara@northwind.example',
  'dora@northwind.example, emil@outlok.com, gina@gmial.com',
  'frida@gmial.com alice@northwind.example',
  'nobody@',
].join('\n')

const COLLEAGUES = [
  'Фамилия;Имя;Адрес эл. почты;Отдел;Примечание',
  'Петрова;Анна;anna.petrova@northwind.example;Продажи;',
  'Сидоров;Олег;oleg@northwind.example;Продажи;новый',
  'Безадресный;Иван;не адрес;Продажи;',
].join('\r\n')

/** The question before a batch is taken back, answered with yes. */
async function confirmTakingBack(page: Page, words: RegExp): Promise<void> {
  const question = page.getByRole('alertdialog', { name: words })
  await question.getByRole('button', { name: 'Take back', exact: true }).click()
  await expect(question).toBeHidden()
}

const fate = (panel: Locator, name: RegExp): Locator =>
  panel.getByRole('radiogroup', { name: 'Show' }).getByRole('radio', { name })

test('S6, Z7, M4, Z1: a pasted list is looked through, invited, received and taken back as one', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  await setUpMailingPortal(page, { port: smtp.port })

  const panel = await openInvitePanel(page, 'In bulk')
  await panel.getByLabel('Or paste a list').fill(PASTED)
  await panel.getByRole('button', { name: 'Use this list' }).click()
  await expect(panel.getByText('8 rows · e-mail addresses')).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Columns/ })).toHaveAttribute('aria-expanded', 'false')
  await panel.getByRole('button', { name: 'Check 8 rows' }).click()
  const rows = panel.getByRole('table', { name: 'People of the list' })
  await expect(rows.getByRole('row')).toHaveCount(9)
  await clickOnceMore(page)
  for (const name of [/^New 6$/, /^Already here 1$/, /^Refused 1$/]) await expect(fate(panel, name)).toBeVisible()
  await expect(rows.getByRole('row', { name: /nobody@/ })).toContainText('Not an e-mail address')
  // Mistyped, they wait for a word of the operator.
  await expect(panel.getByRole('button', { name: 'Invite 3 people' })).toBeVisible()
  const frida = rows.getByRole('row', { name: /frida/ })
  await expect(frida).toContainText('gmail.com?')
  await frida.getByRole('button', { name: 'Correct it: frida@gmial.com to frida@gmail.com' }).click()
  await expect(frida.getByRole('checkbox', { name: 'Invite frida@gmail.com' })).toBeChecked()
  await expect(frida.getByRole('checkbox')).toBeFocused()
  await panel.getByRole('button', { name: 'Correct 2 mistyped addresses' }).click()
  await expect(panel.getByRole('button', { name: 'Invite 6 people' })).toBeVisible()
  await rows.getByRole('checkbox', { name: 'Invite emil@outlook.com' }).click()
  await expect(panel.getByRole('button', { name: 'Invite 5 people' })).toBeVisible()
  await rows.getByRole('checkbox', { name: 'Invite emil@outlook.com' }).click()
  await expect(panel.getByText('The portal sends 6 e-mails.')).toBeVisible()
  await panel.getByRole('button', { name: 'Invite 6 people' }).click()
  await expect(panel.getByText('6 people invited')).toBeVisible()
  await expect(panel.getByText('1 row was refused')).toBeVisible()
  const mails = await smtp.arrived(6)
  expect(mails.flatMap((each) => each.to).toSorted()).toEqual([
    'bruno@northwind.example',
    'clara@northwind.example',
    'dora@northwind.example',
    'emil@outlook.com',
    'frida@gmail.com',
    'gina@gmail.com',
  ])
  await expect(counter(page, 'Invited 6')).toBeVisible()
  const { link } = invitationIn(mails[0]?.parsed.text ?? '')
  const phone = await openPhone()
  await phone.goto(link)
  await expect(phone.getByRole('button', { name: 'Join' })).toBeVisible()

  await panel.getByRole('button', { name: 'Take back this invitation' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('6 people')
  await confirmTakingBack(page, /^Take back “Pasted list”/)
  const recent = panel.getByRole('region', { name: 'Recent bulk invitations' })
  await expect(recent.getByRole('listitem')).toContainText('Taken back')
  await expect(counter(page, 'Invited 0')).toBeVisible()
  for (const each of mails) {
    await phone.goto(invitationIn(each.parsed.text ?? '').link)
    await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  }
  expect(app.pageErrors()).toEqual([])
})

test('S6, Z1, A1: a Russian file is mapped, its links are handed over, and an employee has their own batches', async ({
  app,
  page,
  dataDir,
  openPhone,
}) => {
  const file = pathOf(dataDir, 'colleagues.csv')
  await writeFile(file, windows1251(COLLEAGUES))
  await setUpPortal(page)
  await switchOnJoinSite(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Продажи')

  const panel = await openInvitePanel(page, 'In bulk')
  await panel.getByLabel('File with people').setInputFiles(file)
  await expect(panel.getByText('3 rows · e-mail addresses')).toBeVisible()
  await panel.getByRole('button', { name: /^Columns/ }).click()
  await expect(panel.getByRole('textbox', { name: 'Encoding' }).locator('..')).toContainText('Windows-1251')
  await expect(panel.getByRole('row', { name: /^Адрес эл\. почты/ })).toContainText('E-mail')
  await panel.getByRole('button', { name: 'Check 3 rows' }).click()
  await expect(panel.getByRole('row', { name: /Анна Петрова/ })).toContainText('New')
  // Without a mail account the links are handed over.
  await panel.getByRole('radiogroup', { name: 'How to send' }).getByText('Hand over links').click()
  await panel.getByRole('button', { name: 'Invite 2 people' }).click()
  await expect(panel.getByText('Their links are in Employees')).toBeVisible()
  await panel.getByRole('button', { name: 'Correct it and try again' }).click()
  await expect(panel.getByLabel('Or paste a list')).toHaveValue(/Безадресный\tИван\tне адрес/)
  await panel.getByRole('region', { name: 'Recent bulk invitations' }).getByText('colleagues.csv').waitFor()
  await page.keyboard.press('Escape')
  await goTo(page, 'Employees')
  await expect(personRow(page, 'Анна Петрова')).toContainText('Продажи')

  await goTo(page, 'Activity')
  const entry = page.getByRole('listitem').filter({ hasText: 'Invited in bulk' })
  await entry.getByRole('button', { name: 'Take back colleagues.csv' }).click()
  await confirmTakingBack(page, /^Take back “colleagues.csv”/)
  await expect(page.getByText('Bulk invitation taken back')).toBeVisible()
  await expect(entry.getByRole('button')).toHaveCount(0)
  await expect(counter(page, 'Invited 0')).toBeVisible()

  const link = await allowRegistration(page, { confirmation: false })
  const phone = await openPhone()
  await phone.goto(link)
  await join(phone, {
    firstName: 'Eva',
    lastName: 'Lindt',
    address: 'eva@northwind.example',
    password: 'Violet umbrella, no rain',
  })
  await expect(phone.getByRole('heading', { name: 'You are in' })).toBeVisible()
  await chooseFromOperatorMenu(page, 'Sign out')
  await signInToConsole(page, 'eva@northwind.example', 'Violet umbrella, no rain')
  const hers = await openInvitePanel(page, 'In bulk')
  await expect(hers.getByLabel('Or paste a list')).toHaveValue('')
  await expect(hers.getByText('colleagues.csv')).toHaveCount(0)
  await hers.getByLabel('Or paste a list').fill('gregor@northwind.example')
  await hers.getByRole('button', { name: 'Use this list' }).click()
  await hers.getByRole('button', { name: 'Check 1 row' }).click()
  await expect(hers.getByRole('button', { name: 'Invite 1 person' })).toBeVisible()
  await page.keyboard.press('Escape')
  await chooseFromOperatorMenu(page, 'Sign out')

  // A1: where only administrators may invite, she has no such tab.
  await signInToConsole(page, 'alice@northwind.example', 'Quiet harbour 88 lanterns')
  const rules = await openSettings(page, 'Permissions')
  await choose(rules, 'Administrators only')
  await rules.getByRole('button', { name: 'Save' }).click()
  await expect(rules.getByRole('button', { name: 'Save' })).toBeDisabled()
  await chooseFromOperatorMenu(page, 'Sign out')
  await signInToConsole(page, 'eva@northwind.example', 'Violet umbrella, no rain')
  await expect(counter(page, 'Invited 0')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'In bulk' })).toHaveCount(0)
  await expect(page.getByRole('banner').getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])
})

test('S6, Z1: closing the window or Quit in the middle asks first, and a batch that was cut off says how far it came', async ({
  launch,
}, testInfo) => {
  const first = await launch()
  await setUpPortal(first.page)
  await first.electron.evaluate(({ BrowserWindow, dialog }) => {
    let asked = 0
    dialog.showMessageBox = (...args: unknown[]) => {
      BrowserWindow.getAllWindows()[0]?.setTitle(`${(args.at(-1) as { message: string }).message} ${++asked}`)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
  })
  const panel = await openInvitePanel(first.page, 'In bulk')
  const list = testInfo.outputPath('people.csv')
  const addresses = Array.from({ length: 20_000 }, (_, index) => `person-${index}@northwind.example`)
  await writeFile(list, ['E-mail', ...addresses].join('\n'))
  await panel.getByLabel('File with people').setInputFiles(list)
  await panel.getByRole('button', { name: 'Check 20,000 rows' }).click()
  await panel.getByText('Hand over links', { exact: true }).click()
  await panel.getByRole('button', { name: 'Invite 20,000 people' }).click()
  await expect(panel.getByRole('button', { name: 'Cancel' })).toBeVisible()
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  const title = () => first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  await expect.poll(title).toBe('Work with a list is still under way. 1')
  expect(await chooseInMenu(first.electron, 'Quit')).toBe(true)
  await expect.poll(title).toBe('Work with a list is still under way. 2')
  await expect(panel.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /[1-9]/)
  await first.kill()

  const { page } = await launch()
  await signInAgain(page)
  const again = await openInvitePanel(page, 'In bulk')
  const recent = again.getByRole('region', { name: 'Recent bulk invitations' })
  await expect(recent.getByText(/ of 20,000 people · stopped/)).toBeVisible()
  await expect(recent.getByText(/^Use the same list again to invite the rest/)).toBeVisible()
})
