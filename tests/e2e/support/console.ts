import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

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
export type Place =
  | 'Overview'
  | 'Employees'
  | 'Company structure'
  | 'Workgroups'
  | 'Messages'
  | 'Sheets'
  | 'Activity'
  | 'Settings'

/** Chooses a radio button by its words, as a person does: not before they stand still, and sees that it is chosen. */
export async function choose(scope: Page | Locator, name: string | RegExp): Promise<void> {
  const radio = scope.getByRole('radio', { name })
  await radio.locator('xpath=ancestor::label[1]').click()
  await expect(radio).toBeChecked()
}

/** The second click of a double click, on whatever has come under the pointer since the first one. */
export async function clickOnceMore(page: Page): Promise<void> {
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
}

/** Fills in the first screen as somebody would who has never seen it, and waits for the Overview. */
export async function setUpPortal(
  page: Page,
  person: Partial<Record<keyof typeof administrator, string>> = {},
): Promise<void> {
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

/** Signs in after the app was started again: past the vault, then with the password of set-up. */
export async function signInAgain(
  page: Page,
  person: Partial<Record<keyof typeof administrator, string>> = {},
): Promise<void> {
  const { email, passphrase, password } = { ...administrator, ...person }
  const login = page.getByLabel('E-mail or phone')
  const vault = page.getByLabel('Passphrase', { exact: true })
  // Asked for only where set-up asked for one.
  await expect(login.or(vault)).toBeVisible()
  if (await vault.isVisible()) {
    await vault.fill(passphrase)
    await page.getByRole('button', { name: 'Unlock' }).click()
  }
  await login.fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toBeVisible()
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
  await choose(section, 'This computer only')
  await section.getByRole('button', { name: 'Save' }).click()
  const state = page.getByRole('region', { name: 'State of the join site' })
  await expect(state.getByText('Running', { exact: true })).toBeVisible()
  return state.getByLabel('Address').inputValue()
}

/** Adds a department below the one chosen in the tree (the company itself at first). */
export async function addDepartment(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add department' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Department name').fill(name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(department(page, name)).toBeVisible()
}

/** A row of the tree of departments; its name goes on with its head counts. */
export function department(page: Page, name: string): Locator {
  return page.getByRole('treeitem', { name: new RegExp(String.raw`^${name}[ ,]+\d+ in it`) })
}

/** Opens the invite panel on one of its tabs and returns it. */
export async function openInvitePanel(
  page: Page,
  tab: 'Link' | 'E-mail' | 'SMS' | 'In bulk' | 'Add new user' | 'Workgroup' | 'QR code' | 'Extranet' | 'Partner',
): Promise<Locator> {
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

/** Chooses the language on a page before the console is open. */
export async function chooseLanguage(page: Page, language: 'English' | 'Русский'): Promise<void> {
  await page
    .getByRole('radiogroup', { name: /^(Language|Язык)$/ })
    .getByText(language)
    .click()
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'ru')
}

/** Opens the sample company with the one button there is for it. */
export async function openSampleCompany(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample company' }).click()
  await expect(page.getByRole('region', { name: 'Sample company' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
}

/** Chooses from the operator menu of the frame. */
export async function chooseFromOperatorMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Operator menu/ }).click()
  await page.getByRole('menu', { name: 'Operator menu' }).getByText(item, { exact: true }).click()
}

/** Chooses an item of the native menu; says whether it could be chosen. */
export function chooseInMenu(electron: ElectronApplication, label: string): Promise<boolean> {
  return electron.evaluate(({ Menu }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((menu) => menu.submenu?.items ?? [])
    const item = items.find((each) => each.label === wanted)
    if (item?.enabled) item.click()
    return item?.enabled ?? false
  }, label)
}

/** Signs in on the console's own page. */
export async function signInToConsole(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('E-mail or phone').fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Lets anybody register who has the link, and returns it. The join site must run. */
export async function allowRegistration(page: Page, options: { readonly confirmation: boolean }): Promise<string> {
  const panel = await openInvitePanel(page, 'Link')
  const allowed = panel.getByRole('switch', { name: 'Allow registration via link' })
  if ((await allowed.getAttribute('aria-checked')) === 'false') await allowed.click()
  const confirmation = panel.getByRole('switch', { name: 'Request administrator confirmation' })
  if ((await confirmation.getAttribute('aria-checked')) !== String(options.confirmation)) await confirmation.click()
  await expect(panel.getByText('All changes saved')).toBeVisible()
  const link = await panel.getByRole('textbox', { name: 'Registration link' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  return link
}

export interface Newcomer {
  readonly firstName: string
  readonly lastName: string
  /** Typed where the link was not made for an address. */
  readonly address?: string
  readonly password: string
}

/** Fills in the form of a join page that is open on the phone and sends it. */
export async function join(phone: Page, newcomer: Newcomer): Promise<void> {
  await phone.getByLabel('First name').fill(newcomer.firstName)
  await phone.getByLabel('Last name').fill(newcomer.lastName)
  if (newcomer.address) await phone.getByLabel('E-mail or phone').fill(newcomer.address)
  await phone.getByLabel('New password', { exact: true }).fill(newcomer.password)
  await phone.getByLabel('New password again').fill(newcomer.password)
  await phone.getByRole('button', { name: 'Join' }).click()
}

/** The personal link of somebody in Employees, read where the console shows it. */
export async function personalLink(page: Page, person: string): Promise<string> {
  await chooseFromMenu(page, person, 'Show QR')
  const dialog = page.getByRole('dialog', { name: `QR code of ${person}` })
  const link = await dialog.getByRole('textbox', { name: 'Personal link' }).inputValue()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  return link
}

/** A filter chip of Employees with its number, such as `Invited 3`. */
export function chip(page: Page, text: string | RegExp): Locator {
  return page.getByRole('radiogroup', { name: 'Show' }).getByRole('radio', { name: text })
}

/** Filters Employees by a chip with people behind it, while nothing is searched for, and waits for its people. */
export async function filterBy(page: Page, text: string | RegExp): Promise<void> {
  // Its label is clicked, as people do: the radio button itself is drawn by it.
  await chip(page, text).locator('..').click()
  await expect(chip(page, text)).toBeChecked()
  const words = await chip(page, text).evaluate((radio) => radio.closest('label')?.textContent ?? '')
  const people = Number(words.replaceAll(/\D/g, ''))
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', String(people + 1))
}

/** The row of somebody in Employees. */
export function personRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
}

/** Names of everybody whose row is drawn in Employees, from the top. */
export async function shownNames(page: Page): Promise<readonly string[]> {
  const labels = await page
    .getByRole('grid', { name: 'Employees' })
    .getByRole('button', { name: /^Menu for / })
    .all()
  const names = await Promise.all(labels.map((button) => button.getAttribute('aria-label')))
  return names.map((name) => (name ?? '').replace('Menu for ', ''))
}

/** What the row menu of somebody in Employees offers, from the top. */
export async function menuOf(page: Page, person: string): Promise<readonly string[]> {
  await page.getByRole('button', { name: `Menu for ${person}` }).click()
  const items = page.getByRole('menu', { name: `Menu for ${person}` }).getByRole('menuitem')
  await expect(items.first()).toBeVisible()
  const texts = await items.allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(items.first()).toBeHidden()
  return texts.map((text) => text.trim())
}

/** Chooses from the menu of a row of Employees. */
export async function chooseFromMenu(page: Page, person: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu for ${person}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Opens somebody's profile from Employees and returns it. */
export async function openProfile(page: Page, name: string): Promise<Locator> {
  await goTo(page, 'Employees')
  await page.getByRole('row').getByRole('button', { name, exact: true }).click()
  const profile = page.getByRole('dialog', { name, exact: true })
  await expect(profile.getByRole('heading', { name: 'History' })).toBeVisible()
  return profile
}
