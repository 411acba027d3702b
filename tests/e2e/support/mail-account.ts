import { expect, type Locator, type Page } from '@playwright/test'
import { administrator, choose, openInvitePanel, openSettings, setUpPortal, switchOnJoinSite } from './console'

export interface MailAnswers {
  readonly port: number
  readonly username?: string
  readonly password?: string
  readonly fromAddress?: string
}

/** Fills in the mail account for a server on this computer; nothing is saved yet. */
export async function fillMailAccount(page: Page, answers: MailAnswers): Promise<Locator> {
  const section = await openSettings(page, 'Mail')
  await section.getByLabel('Sender address').fill(answers.fromAddress ?? 'welcome@northwind.example')
  await section.getByLabel('Sender name').fill(administrator.portalName)
  await choose(section, 'None')
  await section.getByLabel('Server', { exact: true }).fill('127.0.0.1')
  await section.getByLabel('Port').fill(String(answers.port))
  await section.getByLabel('User name').fill(answers.username ?? '')
  if (answers.password) await section.getByLabel('Password', { exact: true }).fill(answers.password)
  return section
}

/** The mail account of a portal, at a server on this computer. */
export async function saveMailAccount(page: Page, answers: MailAnswers): Promise<void> {
  const section = await fillMailAccount(page, answers)
  await section.getByRole('button', { name: 'Save' }).click()
  await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled()
}

/** A new portal whose invitations go out through a server on this computer; returns the address that links begin with. */
export async function setUpMailingPortal(page: Page, answers: MailAnswers): Promise<string> {
  await setUpPortal(page)
  const address = await switchOnJoinSite(page)
  await saveMailAccount(page, answers)
  return address
}

/** Invites these addresses, all of them new, through the mail service. */
export async function inviteByMail(page: Page, addresses: string): Promise<void> {
  const panel = await openInvitePanel(page, 'E-mail')
  const more = panel.getByRole('button', { name: 'Invite more people' })
  await expect(more.or(panel.getByLabel('E-mail addresses'))).toBeVisible()
  if (await more.isVisible()) await more.click()
  await panel.getByLabel('E-mail addresses').fill(addresses)
  await expect(panel.getByText(/^\d+ new$/u)).toBeVisible()
  await panel.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(panel.getByText(/^\d+ (?:person|people) invited$/u)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
}
