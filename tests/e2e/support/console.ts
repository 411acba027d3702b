import { expect, type Locator, type Page } from '@playwright/test'

/** What an administrator of the tests types at set-up. */
export const administrator = {
  portalName: 'Northwind Trading',
  firstName: 'Alice',
  lastName: 'Keller',
  email: 'alice@northwind.example',
  password: 'Quiet harbour 88 lanterns',
  passphrase: 'Seven small bridges in the fog',
} as const

/** The places of the navigation. */
export type Place = 'Overview' | 'Employees' | 'Company structure' | 'Workgroups' | 'Messages' | 'Activity' | 'Settings'

/** Fills in the first screen as somebody would who has never seen it, and waits for the Overview. */
export async function setUpPortal(page: Page, person: Partial<typeof administrator> = {}): Promise<void> {
  const answers = { ...administrator, ...person }
  await page.getByLabel('Portal name').fill(answers.portalName)
  await page.getByLabel('First name').fill(answers.firstName)
  await page.getByLabel('Last name').fill(answers.lastName)
  await page.getByLabel('E-mail').fill(answers.email)
  await page.getByLabel('Password', { exact: true }).fill(answers.password)
  // Asked for only where the system has no keychain, which is so on most test machines.
  const passphrase = page.getByLabel('Passphrase', { exact: true })
  if (await passphrase.isVisible()) {
    await passphrase.fill(answers.passphrase)
    await page.getByLabel('Passphrase again').fill(answers.passphrase)
  }
  await page.getByRole('button', { name: 'Create portal' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
}

export async function goTo(page: Page, place: Place): Promise<void> {
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: place }).click()
  await expect(page.getByRole('heading', { name: place, level: 1 })).toBeVisible()
}

/** A counter of the frame with its number, such as `Invited 3`. */
export function counter(page: Page, text: string): Locator {
  return page.getByRole('banner').getByRole('link', { name: text, exact: true })
}

/** Opens one section of the settings and returns it. */
export async function openSettings(page: Page, section: string): Promise<Locator> {
  await goTo(page, 'Settings')
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: section }).click()
  const form = page.getByRole('form', { name: section, exact: true })
  await expect(form).toBeVisible()
  return form
}

/** Switches the join site on for this computer and returns the address that links begin with. */
export async function switchOnJoinSite(page: Page): Promise<string> {
  const section = await openSettings(page, 'Join site')
  await section.getByRole('radio', { name: 'This computer only' }).check({ force: true })
  await section.getByRole('button', { name: 'Save' }).click()
  const state = page.getByRole('region', { name: 'State of the join site' })
  await expect(state.getByText('Running', { exact: true })).toBeVisible()
  return state.getByLabel('Address').inputValue()
}

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
  await section.getByRole('radio', { name: 'None' }).check({ force: true })
  await section.getByLabel('Server').fill('127.0.0.1')
  await section.getByLabel('Port').fill(String(answers.port))
  await section.getByLabel('User name').fill(answers.username ?? '')
  if (answers.password) await section.getByLabel('Password', { exact: true }).fill(answers.password)
  return section
}

/** Adds a department below the one chosen in the tree (the company itself at first). */
export async function addDepartment(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add department' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Department name').fill(name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('treeitem', { name: new RegExp(`^${name},`) })).toBeVisible()
}

/** Opens the invite panel on one of its tabs and returns it. */
export async function openInvitePanel(page: Page, tab: 'Link' | 'E-mail'): Promise<Locator> {
  await page.getByRole('banner').getByRole('button', { name: 'Invite', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Invite people' })
  await panel.getByRole('tab', { name: tab }).click()
  return panel
}

/** Chooses departments in a picker of the invite panel. */
export async function pickDepartment(page: Page, panel: Locator, name: string): Promise<void> {
  await panel.getByRole('group', { name: 'Departments' }).getByRole('button', { name: 'Add' }).click()
  await page.getByRole('treeitem', { name }).or(page.getByRole('option', { name })).first().click()
  await page.keyboard.press('Escape')
}

/** Chooses from the menu of a row of Employees. */
export async function chooseFromMenu(page: Page, person: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu for ${person}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
