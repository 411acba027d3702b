import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expect, type RunningApp, test } from './support/app'
import { goTo, join, openProfile, openSettings, signInAgain } from './support/console'
import { setUpMailingPortal, inviteByMail } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

const DAY = 86_400_000

test('M5: the free plan shows the standard texts; on a commercial one an own text is what arrives', async ({
  smtp,
  app,
  page,
}) => {
  await setUpMailingPortal(page, { port: smtp.port })
  await openTemplates(page)
  const form = page.getByRole('form', { name: 'Invitation', exact: true })
  await expect(form.getByLabel('Text', { exact: true })).toHaveAttribute('readonly')
  await expect(page.getByText('The standard texts go out on the Free plan.')).toBeVisible()
  await page.getByRole('link', { name: 'Open Plan' }).click()
  const plan = page.getByRole('form', { name: 'Plan', exact: true })
  await plan.getByText('Basic', { exact: true }).click()
  await plan.getByRole('button', { name: 'Save' }).click()
  await expect(plan.getByRole('button', { name: 'Save' })).toBeDisabled()

  await openTemplates(page)
  const text = form.getByLabel('Text', { exact: true })
  await text.fill('Hello {{firstNam}}, come in: {{link}} ')
  await expect(form.getByText('{{firstNam}} is not known here.')).toBeVisible()
  await form.getByRole('button', { name: 'Show it in the text' }).click()
  await page.keyboard.type('{{firstName}}')
  await expect(form.getByText('is not known here')).toBeHidden()
  await text.press('End')
  await form.getByRole('button', { name: 'Short code' }).click()
  await expect(text).toHaveValue('Hello {{firstName}}, come in: {{link}} {{code}}')
  const preview = form.getByRole('region', { name: 'Preview' })
  await expect(preview.getByText('Hello Anna, come in:')).toBeVisible()
  await expect(preview.getByText('XXXX-XXXX-XXXX-XXXX', { exact: true })).toBeVisible()
  await form.getByLabel('Subject', { exact: true }).fill('Your desk at {{portal}}')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText(/^Changed on/u)).toBeVisible()

  await inviteByMail(page, 'Bruno Haas <bruno@northwind.example>')
  const [mail] = await smtp.arrived(1)
  expect(mail?.parsed.subject).toBe('Your desk at Northwind Trading')
  expect(mail?.parsed.text).toMatch(/^Hello Bruno, come in: http/u)

  await openTemplates(page)
  await form.getByRole('button', { name: 'Standard text' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Standard text' }).click()
  await expect(text).toHaveValue(/\{\{inviter\}\} invites you to join/u)
  expect(app.pageErrors()).toEqual([])
})

test('H3, H4, Z9: reminders go out, expired invitations are renewed, and the list is taken along as a calendar', async ({
  smtp,
  launch,
  openPhone,
}) => {
  const first = await launch()
  await setUpMailingPortal(first.page, { port: smtp.port })
  const settings = await openSettings(first.page, 'Invitations')
  await settings.getByRole('switch', { name: 'Invitations expire' }).click()
  await settings.getByRole('switch', { name: 'Send reminders' }).click()
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings.getByRole('button', { name: 'Save' })).toBeDisabled()
  await inviteByMail(first.page, 'Bruno Haas <bruno@northwind.example>, Clara Winter <clara@northwind.example>')
  await smtp.arrived(2)
  await giveFirstDay(first.page, 'Clara Winter')
  await first.close()
  // Six days pass for Bruno's invitation; Clara's ends.
  const file = joinPath(first.dataDir, 'portal', 'usher.db')
  change(file, 'UPDATE invitation SET sent_at = sent_at - ?', 6 * DAY)
  change(file, 'UPDATE message SET created_at = created_at - ?', 6 * DAY)
  change(
    file,
    "UPDATE invitation SET expires_at = expires_at - ? WHERE person_id = (SELECT id FROM person WHERE first_name = 'Clara')",
    20 * DAY,
  )

  const app = await launch()
  const { page } = app
  await signInAgain(page)
  const reminder = (await smtp.arrived(3)).at(2)
  expect(reminder?.to).toEqual(['bruno@northwind.example'])
  expect(reminder?.parsed.subject).toBe('Reminder: Northwind Trading is waiting for you')

  await page.getByRole('region', { name: 'Today' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  const overdue = page.getByRole('region', { name: /^Overdue/u })
  await expect(overdue.getByText('Invitation has expired')).toBeVisible()
  const calendar = await saveCalendar(app)
  expect(calendar).toContain('SUMMARY:Invitation has expired: Clara Winter')
  expect(calendar).toContain('SUMMARY:First day: Clara Winter')

  await page.getByRole('button', { name: 'Renew 1 invitation' }).click()
  const dialog = page.getByRole('dialog', { name: 'Renew expired invitations' })
  await dialog.getByRole('switch', { name: 'Send them again' }).click()
  await dialog.getByRole('button', { name: 'Renew 1', exact: true }).click()
  await expect(dialog).toBeHidden()
  const again = (await smtp.arrived(4)).at(3)
  expect(again?.to).toEqual(['clara@northwind.example'])
  await expect(page.getByText('Invitation has expired')).toBeHidden()
  const phone = await openPhone({ javaScriptEnabled: false })
  await phone.goto(invitationIn(again?.parsed.text ?? '').link)
  await join(phone, { firstName: 'Clara', lastName: 'Winter', password: 'Copper kettle on Sunday' })
  await expect(phone.getByRole('heading', { name: 'Almost there' })).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

async function openTemplates(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page
    .getByRole('navigation', { name: 'Sections of the settings' })
    .getByRole('link', { name: 'Templates' })
    .click()
  await expect(page.getByRole('heading', { name: 'Templates' })).toBeVisible()
}

/** Today, as it is typed into the field. */
async function giveFirstDay(page: Page, name: string): Promise<void> {
  await openProfile(page, name)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Menu for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog: Locator = page.getByRole('dialog', { name: `Edit ${name}` })
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date())
  await dialog.getByLabel('First day').fill(day)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

function change(file: string, statement: string, value: number): void {
  const database = new Database(file)
  try {
    database.prepare(statement).run(value)
  } finally {
    database.close()
  }
}

async function saveCalendar({ dataDir, electron, page }: RunningApp): Promise<string> {
  const path = joinPath(dataDir, 'today.ics')
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: 'Save as calendar file' }).click()
  await expect(page.getByText(/events? saved in/u)).toBeVisible()
  return readFileSync(path, 'utf8').replaceAll('\r\n ', '')
}
