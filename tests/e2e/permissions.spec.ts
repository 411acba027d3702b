import { expect, test } from './support/app'
import {
  addDepartment,
  administrator,
  allowRegistration,
  choose,
  chooseFromOperatorMenu,
  counter,
  department,
  goTo,
  join,
  openInvitePanel,
  openSettings,
  pickDepartment,
  setUpPortal,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'
import { saveMailAccount } from './support/mail-account'

const eva = {
  firstName: 'Eva',
  lastName: 'Lindt',
  address: 'eva@northwind.example',
  password: 'Violet umbrella, no rain',
}

test('A1, Z11: inviting is closed to employees, then delegated to one for their own department', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Sales')
  await addDepartment(page, 'Marketing')
  await switchOnJoinSite(page)
  await saveMailAccount(page, { port: smtp.port })
  const panel = await openInvitePanel(page, 'Link')
  await pickDepartment(page, panel, 'Sales')
  await page.keyboard.press('Escape')
  const phone = await openPhone()
  await phone.goto(await allowRegistration(page, { confirmation: false }))
  await join(phone, eva)
  await expect(phone.getByRole('heading', { name: 'You are in' })).toBeVisible()

  // Only administrators: the button is gone for Eva.
  await goTo(page, 'Company structure')
  await page.getByRole('button', { name: 'Access permissions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Access permissions' })
  await choose(dialog, 'Administrators only')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await chooseFromOperatorMenu(page, 'Sign out')
  await signInToConsole(page, eva.address, eva.password)
  await expect(counter(page, 'Invited 0')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0)
  await chooseFromOperatorMenu(page, 'Sign out')

  await signInToConsole(page, administrator.email, administrator.password)
  const permissions = await openSettings(page, 'Permissions')
  await expect(permissions.getByRole('radio', { name: 'Administrators only' })).toBeChecked()
  const delegations = page.getByRole('region', { name: 'Delegated inviting' })
  await delegations.getByRole('button', { name: 'Delegate inviting' }).click()
  const delegating = page.getByRole('dialog', { name: 'Delegate inviting' })
  await delegating.getByLabel('Name or e-mail').fill('lindt')
  await delegating.getByRole('radio', { name: /^Eva Lindt/ }).check()
  await delegating.getByRole('button', { name: 'Save' }).click()
  await expect(delegations.getByText('Own departments · own workgroups')).toBeVisible()
  await chooseFromOperatorMenu(page, 'Sign out')

  await signInToConsole(page, eva.address, eva.password)
  await goTo(page, 'Company structure')
  await department(page, 'Marketing').click()
  await expect(page.getByRole('heading', { name: 'Marketing', level: 2 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Invite here' })).toHaveCount(0)
  await department(page, 'Sales').click()
  await expect(page.getByRole('button', { name: 'Invite here' })).toBeVisible()
  const inviting = await openInvitePanel(page, 'E-mail')
  await expect(inviting.getByRole('group', { name: 'Workgroups' })).toHaveCount(0)
  await inviting.getByRole('group', { name: 'Departments' }).getByRole('button', { name: 'Add' }).click()
  // Whoever registers is in the company itself too; its other departments are not theirs by that.
  await expect(page.getByRole('option')).toHaveText([administrator.portalName, 'Sales'])
  await page.getByRole('option', { name: 'Sales' }).click()
  await page.keyboard.press('Escape')
  await inviting.getByLabel('E-mail addresses').fill('gina@northwind.example')
  await expect(inviting.getByText('1 new')).toBeVisible()
  await inviting.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(inviting.getByText('1 person invited')).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})
