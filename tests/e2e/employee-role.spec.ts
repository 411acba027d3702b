import { expect, test } from './support/app'
import {
  addDepartment,
  administrator,
  chip,
  choose,
  chooseFromOperatorMenu,
  counter,
  department,
  goTo,
  menuOf,
  openSettings,
  setUpPortal,
  shownNames,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'
import { eva, letEvaIn } from './support/eva'
import { saveMailAccount, inviteByMail } from './support/mail-account'
import { askAsThePage } from './support/port'

test('A1, A2, C1, D1: an employee invites and follows their own invitations, and nothing else', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Sales')
  await switchOnJoinSite(page)
  await saveMailAccount(page, { port: smtp.port })
  await inviteByMail(page, 'frank@northwind.example')
  await letEvaIn(page, openPhone)
  await chooseFromOperatorMenu(page, 'Sign out')

  await signInToConsole(page, eva.address, eva.password)
  await expect(counter(page, 'Invited 0')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Pending confirmation/ })).toHaveCount(0)
  const places = page.getByRole('navigation', { name: 'Navigation' }).getByRole('link')
  await expect(places).toHaveText(['Overview', 'Employees', 'Company structure', 'Workgroups', 'Sheets'])
  // No way round the navigation: neither by key nor by address.
  await page.keyboard.press('Control+7')
  for (const path of ['#/settings/mail', '#/settings/join-site', '#/messages', '#/activity/audit']) {
    await page.evaluate((hash) => void (window.location.hash = hash), path)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByRole('form', { name: /^(Mail|Join site)$/ })).toHaveCount(0)
    await expect(page.getByText('frank@northwind.example')).toHaveCount(0)
  }

  await goTo(page, 'Employees')
  await expect(chip(page, 'All 1')).toBeVisible()
  expect(await shownNames(page)).not.toContain('frank@northwind.example')
  await expect(page.getByText('frank@northwind.example')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('frank')
  await expect(page.getByText('Nothing found for “frank”.')).toBeVisible()
  await page.keyboard.press('Escape')

  await goTo(page, 'Company structure')
  await expect(department(page, 'Sales')).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Add department|Menu for|Set heads)/ })).toHaveCount(0)
  await department(page, 'Sales').click()
  await page.getByRole('tree', { name: 'Departments' }).focus()
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Department name' })).toHaveCount(0)
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)

  await inviteByMail(page, 'gina@northwind.example')
  await expect(counter(page, 'Invited 1')).toBeVisible()
  await goTo(page, 'Employees')
  await expect(chip(page, 'All 2')).toBeVisible()
  expect(await menuOf(page, 'gina@northwind.example')).toEqual([
    'Resend invitation',
    'Copy link',
    'Show QR',
    'Print sheet',
    'Register here',
    'Change e-mail or phone',
    'Edit',
    'Change departments',
    'Delete',
  ])

  await chooseFromOperatorMenu(page, 'Sign out')
  await signInToConsole(page, administrator.email, administrator.password)
  await expect(counter(page, 'Invited 2')).toBeVisible()
  const permissions = await openSettings(page, 'Permissions')
  await choose(permissions, 'Administrators only')
  await permissions.getByRole('button', { name: 'Save' }).click()
  await expect(permissions.getByRole('button', { name: 'Save' })).toBeDisabled()
  await chooseFromOperatorMenu(page, 'Sign out')

  await signInToConsole(page, eva.address, eva.password)
  await expect(counter(page, 'Invited 1')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0)
  await page.keyboard.press('Control+i')
  await goTo(page, 'Company structure')
  await expect(page.getByRole('button', { name: 'Invite here' })).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])

  // What the window does not offer, the core refuses: here the page itself asks for it, as hostile code in it would.
  const ask = await askAsThePage(page)
  const nobody = '00000000-0000-7000-8000-000000000000'
  const forbidden: readonly (readonly [string, unknown])[] = [
    ['settings/updatePlan', { plan: 'enterprise', seatLimit: null }],
    ['joinSite/configure', { mode: 'off', port: 0, interfaceAddress: null, publicAddress: null }],
    ['structure/add', { name: 'Mine', parentId: nobody }],
    ['people/confirm', { ids: [nobody] }],
    ['people/setAdministrator', { id: nobody, administrator: true }],
    ['activity/audit', { cursor: null, limit: 50 }],
    ['mailAccount/get', undefined],
  ]
  for (const [procedure, input] of forbidden) {
    const answer = await ask(procedure, input)
    // Whom an employee may not see is not there for them.
    expect(answer, procedure).toMatch(procedure === 'people/confirm' ? /"NOT_FOUND"/ : /"NOT_ALLOWED"/)
  }
  expect(await ask('people/counts', undefined)).not.toContain('NOT_ALLOWED')
})
