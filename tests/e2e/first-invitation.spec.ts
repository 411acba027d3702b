import type { Page } from '@playwright/test'
import type { ReceivedMail } from '../support/smtp-peer'
import { expect, test } from './support/app'
import {
  addDepartment,
  chooseFromMenu,
  counter,
  department,
  goTo,
  join,
  openInvitePanel,
  pickDepartment,
  setUpPortal,
  switchOnJoinSite,
} from './support/console'
import { fillMailAccount } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

const account = { username: 'welcome', password: 'smtp secret 4711' }

test('the first invitation goes all the way (C2, C4, C5, C6, J2, J4, M4, M6, M8, S2, S4)', async ({
  startSmtp,
  app,
  page,
  openPhone,
}) => {
  const smtp = await startSmtp({ account })
  await setUpPortal(page)

  await goTo(page, 'Company structure')
  await addDepartment(page, 'Sales')
  await expect(page.getByRole('button', { name: 'Add department' })).toBeFocused()
  await addDepartment(page, 'Engineering')
  await expect(department(page, 'Engineering')).toHaveAttribute('aria-level', '2')

  const address = await switchOnJoinSite(page)
  const mail = await fillMailAccount(page, { port: smtp.port, ...account })
  const trial = page.getByRole('form', { name: 'Try it' })
  await trial.getByLabel('Send to').fill('alice@northwind.example')
  await trial.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(trial.getByText('The server accepted the message')).toBeInViewport()
  await mail.getByRole('button', { name: 'Save' }).click()
  await expect(mail.getByRole('button', { name: 'Save' })).toBeDisabled()
  await smtp.arrived(1)

  const panel = await openInvitePanel(page, 'E-mail')
  await panel
    .getByLabel('E-mail addresses')
    .fill('Bruno Haas <bruno@northwind.example>, clara@northwind.example; dora@northwind.example')
  await expect(panel.getByText('3 new')).toBeVisible()
  await pickDepartment(page, panel, 'Sales')
  await panel.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(panel.getByText('3 people invited')).toBeVisible()
  const mails = (await smtp.arrived(4)).slice(1)
  expect(mails.flatMap((each) => each.to).sort()).toEqual([
    'bruno@northwind.example',
    'clara@northwind.example',
    'dora@northwind.example',
  ])
  await page.keyboard.press('Escape')
  await expect(counter(page, 'Invited 3')).toBeVisible()
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()

  const bruno = invitationTo(mails, 'bruno@northwind.example')
  expect(bruno.link.startsWith(`${address}/J/`)).toBe(true)
  expect(bruno.subject).toBe('Alice Keller invites you to join Northwind Trading')
  const phone = await openPhone()
  await phone.goto(bruno.link)
  await expect(phone.getByLabel('First name')).toHaveValue('Bruno')
  await join(phone, { firstName: 'Bruno', lastName: 'Haas', password: 'Copper kettle on Sunday' })
  await expect(phone.getByRole('heading', { name: 'Almost there' })).toBeVisible()

  // Nothing is clicked in the console: the counters move by themselves.
  await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  await expect(counter(page, 'Invited 2')).toBeVisible()
  await signIn(phone, address, 'bruno@northwind.example', 'Copper kettle on Sunday')
  await expect(phone.getByText('an administrator still has to confirm you')).toBeVisible()

  await counter(page, 'Pending confirmation 1').click()
  await chooseFromMenu(page, 'Bruno Haas', 'Confirm log in')
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()
  await signIn(phone, address, 'bruno@northwind.example', 'Copper kettle on Sunday')
  await expect(phone.getByRole('heading', { name: 'You are signed in' })).toBeVisible()
  await expect(phone.getByText('Sales')).toBeVisible()
  await phone.goto(bruno.link)
  await expect(phone.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()

  const clara = invitationTo(mails, 'clara@northwind.example')
  const second = await openPhone()
  await second.goto(address)
  await second.getByLabel('Code').fill(clara.code.toLowerCase().replaceAll('-', ' '))
  await second.getByRole('button', { name: 'Continue' }).click()
  await join(second, { firstName: 'Clara', lastName: 'Winter', password: 'Violet umbrella, no rain' })
  await expect(second.getByRole('heading', { name: 'Almost there' })).toBeVisible()
  await expect(counter(page, 'Pending confirmation 1')).toBeVisible()
  await chooseFromMenu(page, 'Clara Winter', 'Decline log in')
  const question = page.getByRole('alertdialog', { name: /Decline the log in of Clara Winter/ })
  await question.getByRole('button', { name: 'Decline log in' }).click()
  await expect(counter(page, 'Pending confirmation 0')).toBeVisible()
  await second.goto(clara.link)
  await expect(second.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()

  await counter(page, 'Invited 1').click()
  await chooseFromMenu(page, 'dora@northwind.example', 'Resend invitation')
  const again = (await smtp.arrived(5)).at(-1)
  expect(again?.to).toEqual(['dora@northwind.example'])
  const dora = invitationTo(mails, 'dora@northwind.example')
  expect(invitationIn(again?.parsed.text ?? '').link).toBe(dora.link)
  const third = await openPhone()
  await third.goto(dora.link)
  await expect(third.getByRole('button', { name: 'Join' })).toBeVisible()

  expect(app.pageErrors()).toEqual([])
})

function invitationTo(mails: readonly ReceivedMail[], address: string) {
  const mail = mails.find((each) => each.to.includes(address))
  if (!mail) throw new Error(`No mail for ${address}`)
  return { ...invitationIn(mail.parsed.text ?? ''), subject: mail.parsed.subject ?? '' }
}

async function signIn(phone: Page, address: string, login: string, password: string): Promise<void> {
  await phone.goto(`${address}/sign-in`)
  await phone.getByLabel('E-mail or phone').fill(login)
  await phone.getByLabel('Password').fill(password)
  await phone.getByRole('button', { name: 'Sign in' }).click()
}
