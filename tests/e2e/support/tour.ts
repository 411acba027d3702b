import { expect, type Locator, type Page } from '@playwright/test'
import {
  choose,
  chooseFromMenu,
  department,
  filterBy,
  goTo,
  openInvitePanel,
  openSettings,
  shownNames,
  type Place,
} from './console'
import { settled } from './axe'
import { stepsOfBulk } from './tour-bulk'
import { tabsOfSheets } from './tour-sheets'

/** Called at each stop of a tour with a name fit for a file, such as `invite-link`. */
export type Visit = (name: string) => Promise<void>

const SECTIONS = [
  'Portal',
  'Invitations',
  'Mail',
  'SMS',
  'Join site',
  'Plan',
  'Partners',
  'Checklists',
  'Permissions',
  'Templates',
  'Security',
  'Backup',
  'Language and appearance',
] as const

/** Waits until a screen shows its content instead of grey rows. */
async function loaded(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0)
  await settled(page)
}

/** Closes whatever stands over the screen. */
async function closed(page: Page, over: Locator): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(over).toHaveCount(0)
}

/** Every screen of the open console, in the sample company. The join site then runs on this computer at `port`. */
export async function tourOfScreens(page: Page, visit: Visit, port: number): Promise<void> {
  const stop = async (name: string) => {
    await loaded(page)
    await visit(name)
  }
  const places: readonly (readonly [Place, string])[] = [
    ['Overview', 'overview'],
    ['Employees', 'employees'],
    ['Company structure', 'structure'],
    ['Workgroups', 'workgroups'],
    ['Messages', 'messages'],
    ['Activity', 'activity'],
  ]
  for (const [place, name] of places) {
    await goTo(page, place)
    if (place === 'Company structure') await department(page, 'Optics').click()
    await stop(name)
  }
  await goTo(page, 'Overview')
  await page.getByRole('region', { name: 'Today' }).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible()
  await stop('today')
  await goTo(page, 'Activity')
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('button', { name: 'Verify chain' }).click()
  await expect(page.getByText(/^Unbroken:/)).toBeVisible()
  await stop('audit-log')

  const joinSite = await openSettings(page, 'Join site')
  await choose(joinSite, /^This computer only/)
  await joinSite.getByLabel('Port').fill(String(port))
  await joinSite.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Running', { exact: true })).toBeVisible()
  const said = page.getByRole('status').filter({ hasText: 'Saved' })
  await said.getByRole('button', { name: 'Close' }).click()
  await expect(said).toHaveCount(0)
  const sections = page.getByRole('navigation', { name: 'Sections of the settings' })
  for (const section of SECTIONS) {
    await sections.getByRole('link', { name: section, exact: true }).click()
    await expect(sections.getByRole('link', { name: section, exact: true })).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible()
    await stop(`settings-${section.toLowerCase().replaceAll(' ', '-')}`)
  }
}

/** What comes over the screens: drawers, menus, dialogs. The join site runs. */
export async function tourOfPanels(page: Page, visit: Visit): Promise<void> {
  await panelsOfInviting(page, visit)
  await tabsOfInviting(page, visit)
  await stepsOfImport(page, visit)
  await stepsOfBulk(page, visit)
  await panelsOfEmployees(page, visit)
  await panelsOfStructure(page, visit)
  await panelsOfWorkgroups(page, visit)
  await tabsOfSheets(page, visit)
  await goTo(page, 'Messages')
  await loaded(page)
  await page
    .getByRole('checkbox', { name: /^Select the message to / })
    .first()
    .check({ force: true })
  await settled(page)
  await visit('messages-selected')

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search people and commands' }).fill('an')
  await expect(page.getByRole('option').first()).toBeVisible()
  await settled(page)
  await visit('palette')
  await closed(page, page.getByRole('dialog'))
  await page.getByRole('button', { name: /^Operator menu/ }).click()
  await settled(page)
  await visit('operator-menu')
  await closed(page, page.getByRole('menu'))
}

async function panelsOfInviting(page: Page, visit: Visit): Promise<void> {
  await goTo(page, 'Overview')
  const link = await openInvitePanel(page, 'Link')
  await link.getByRole('button', { name: 'Show QR' }).click()
  await loaded(page)
  await visit('invite-link')
  await link.getByRole('button', { name: 'New link' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await settled(page)
  await visit('invite-new-link')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()

  await link.getByRole('tab', { name: 'E-mail' }).click()
  await loaded(page)
  await visit('invite-email-empty')
  await link
    .getByLabel('E-mail addresses')
    .fill('Nora Hill <nora.hill@example.com>, otto.berg@example.com; daniel.winslow@example.com; ann@example')
  await expect(link.getByText('1 not an address')).toBeVisible()
  await loaded(page)
  await visit('invite-email')
  await link.getByRole('group', { name: 'Departments' }).getByRole('button', { name: 'Add' }).click()
  await expect(page.getByRole('option').or(page.getByRole('treeitem')).first()).toBeVisible()
  await settled(page)
  await visit('invite-departments')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(link).toBeHidden()
}

/** The ways to invite into something: each tab as it opens. */
async function tabsOfInviting(page: Page, visit: Visit): Promise<void> {
  await goTo(page, 'Overview')
  for (const tab of ['SMS', 'Add new user', 'Workgroup', 'QR code', 'Extranet', 'Partner'] as const) {
    const panel = await openInvitePanel(page, tab)
    await loaded(page)
    await visit(`invite-${tab.toLowerCase().replaceAll(' ', '-')}`)
    await closed(page, panel)
  }
}

/** A file of five with every fate worth a look. */
const FILE = [
  'First name,Last name,E-mail,Department,Job title',
  'Nora,Hill,nora.hill@example.com,Optics,Engineer',
  'Otto,Berg,otto.berg@gmial.com,Optics/Coating,Technician',
  'Daniel,Winslow,daniel.winslow@example.com,Optics,Engineer',
  'Nora,Hill,nora.hill@example.com,Optics,Engineer',
  'Ann,Lee,ann@example,Sales,Manager',
].join('\r\n')

/** The import as far as the preview; nothing is imported. */
async function stepsOfImport(page: Page, visit: Visit): Promise<void> {
  await goTo(page, 'Employees')
  await page.getByRole('button', { name: 'Import and export' }).click()
  await page.getByRole('menuitem', { name: 'Import…' }).click()
  await loaded(page)
  await visit('import-file')
  await page
    .getByLabel('File with people')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) })
  await expect(page.getByRole('columnheader', { name: 'Becomes' })).toBeVisible()
  await loaded(page)
  await visit('import-columns')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: /^Check 5 rows/ }).click()
  await expect(page.getByRole('table', { name: 'Rows of the file' }).getByRole('row')).toHaveCount(6)
  await loaded(page)
  await visit('import-rows')
}

async function panelsOfEmployees(page: Page, visit: Visit): Promise<void> {
  const dialog = page.getByRole('dialog')
  await goTo(page, 'Employees')
  await filterBy(page, /^Invited/)
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', '21')
  const [person = ''] = await shownNames(page)
  await page.getByRole('button', { name: `Menu for ${person}` }).click()
  await settled(page)
  await visit('employees-menu')
  await closed(page, page.getByRole('menu'))
  for (const [item, name] of [
    ['Show QR', 'person-qr'],
    ['Change e-mail or phone', 'person-address'],
    ['Change departments', 'person-departments'],
    ['Edit', 'person-edit'],
  ] as const) {
    await chooseFromMenu(page, person, item)
    await expect(dialog).toBeVisible()
    await loaded(page)
    await visit(name)
    await closed(page, dialog)
  }
  await chooseFromMenu(page, person, 'Dismiss')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await settled(page)
  await visit('person-dismiss')
  await closed(page, page.getByRole('alertdialog'))

  await page.getByRole('grid', { name: 'Employees' }).getByRole('button', { name: person, exact: true }).click()
  await expect(dialog.getByRole('heading', { name: person })).toBeVisible()
  await loaded(page)
  await visit('profile')
  await closed(page, dialog)

  await filterBy(page, /^Pending/)
  await expect(page.getByRole('grid', { name: 'Employees' })).toHaveAttribute('aria-rowcount', '9')
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible()
  await settled(page)
  await visit('employees-selected')
  await page.getByRole('searchbox', { name: 'Search employees' }).fill('nobody is called so')
  await expect(page.getByText('Nobody matches')).toBeVisible()
  await settled(page)
  await visit('employees-nobody')
}

async function panelsOfStructure(page: Page, visit: Visit): Promise<void> {
  const dialog = page.getByRole('dialog')
  await goTo(page, 'Company structure')
  await choose(page, 'Chart')
  await expect(page.getByRole('tree', { name: 'Company structure, chart' })).toBeVisible()
  await loaded(page)
  await visit('structure-chart')
  await choose(page, 'Tree')
  await department(page, 'Optics').click()
  await page.getByRole('tree', { name: 'Departments' }).focus()
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Department name' })).toBeFocused()
  await settled(page)
  await visit('structure-rename')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add department' }).click()
  await expect(dialog).toBeVisible()
  await settled(page)
  await visit('structure-add')
  await closed(page, dialog)
  await page.getByRole('button', { name: 'Menu for Optics' }).click()
  await settled(page)
  await visit('structure-menu')
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  await expect(dialog).toBeVisible()
  await settled(page)
  await visit('structure-move')
  await closed(page, dialog)
  await page.getByRole('button', { name: 'Set heads' }).click()
  await expect(dialog).toBeVisible()
  await loaded(page)
  await visit('structure-heads')
  await closed(page, dialog)
}

async function panelsOfWorkgroups(page: Page, visit: Visit): Promise<void> {
  const dialog = page.getByRole('dialog')
  await goTo(page, 'Workgroups')
  await loaded(page)
  for (const [button, name] of [
    ['Add workgroup', 'workgroup-add'],
    ['Edit', 'workgroup-edit'],
    ['Add people', 'workgroup-people'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(dialog).toBeVisible()
    await loaded(page)
    await visit(name)
    await closed(page, dialog)
  }
}
