import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import {
  addDepartment,
  administrator,
  choose,
  chooseFromOperatorMenu,
  counter,
  department,
  goTo,
  openInvitePanel,
  openSettings,
  pickDepartment,
  setUpPortal,
  signInToConsole,
  switchOnJoinSite,
} from './support/console'
import { eva, letEvaIn } from './support/eva'
import { saveMailAccount } from './support/mail-account'

const tree = (page: Page) => page.getByRole('tree', { name: 'Departments' })

/** Saves *Access permissions* with only administrators inviting and everyone editing the structure. */
async function openStructureAlone(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Access permissions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Access permissions' })
  await choose(dialog, 'Administrators only')
  await choose(dialog, /^Everyone sees and edits it/)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

/** The acts of a department's menu in the tree. */
async function actsOf(page: Page, name: string): Promise<readonly string[]> {
  await department(page, name).click({ button: 'right' })
  await expect(page.getByRole('menuitem').first()).toBeVisible()
  const acts = await page.getByRole('menuitem').allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menuitem')).toHaveCount(0)
  return acts.map((act) => act.split('\n')[0]?.trim() ?? '')
}

test('A1, Z11: whoever edits the structure, but not who may invite, is offered only what leaves that as it is', async ({
  app,
  page,
  openPhone,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  for (const name of ['Sales', 'Marketing', 'Design']) await addDepartment(page, name)
  await department(page, 'Design').click()
  await page.getByRole('button', { name: 'Set heads' }).click()
  const heads = page.getByRole('dialog', { name: 'Heads of Design' })
  await heads.getByLabel('Search people').fill('keller')
  await heads.getByRole('checkbox', { name: /Alice Keller/ }).check()
  await heads.getByRole('button', { name: 'Save' }).click()
  await switchOnJoinSite(page)
  const panel = await openInvitePanel(page, 'Link')
  await pickDepartment(page, panel, 'Sales')
  await page.keyboard.press('Escape')
  await letEvaIn(page, openPhone)
  await goTo(page, 'Workgroups')
  await page.getByRole('button', { name: 'Add workgroup' }).first().click()
  const group = page.getByRole('dialog', { name: 'Add workgroup' })
  await group.getByLabel('Name', { exact: true }).fill('Launch')
  await group.getByLabel('Owner').fill('lindt')
  await page.getByText('Eva Lindt', { exact: true }).click()
  await group.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(group).toBeHidden()
  await goTo(page, 'Company structure')
  await openStructureAlone(page)

  // To Eva for her own departments, and to whoever heads Design.
  await openSettings(page, 'Permissions')
  const delegations = page.getByRole('region', { name: 'Delegated inviting' })
  await delegations.getByRole('button', { name: 'Delegate inviting' }).click()
  const delegating = page.getByRole('dialog', { name: 'Delegate inviting' })
  await delegating.getByLabel('Name or e-mail').fill('lindt')
  await delegating.getByRole('radio', { name: /^Eva Lindt/ }).check()
  await delegating.getByRole('button', { name: 'Save' }).click()
  await expect(delegating).toBeHidden()
  await delegations.getByRole('button', { name: 'Delegate inviting' }).click()
  await choose(delegating, 'Heads of departments')
  await delegating.getByRole('group', { name: 'Department', exact: true }).getByRole('button', { name: 'Add' }).click()
  await page
    .getByRole('treeitem', { name: 'Design' })
    .or(page.getByRole('option', { name: 'Design' }))
    .first()
    .click()
  await expect(delegating.getByRole('button', { name: 'Remove Design' })).toBeVisible()
  await page.keyboard.press('Escape')
  await delegating.getByRole('button', { name: 'Save' }).click()
  await expect(delegating).toBeHidden()
  await chooseFromOperatorMenu(page, 'Sign out')

  await signInToConsole(page, eva.address, eva.password)
  await goTo(page, 'Company structure')
  // The heads of Design keep what was given to them.
  expect(await actsOf(page, 'Design')).toEqual(['Add department', 'Rename', 'Move to…'])
  await expect(page.getByRole('heading', { name: 'Heads' })).toBeVisible()
  expect(await actsOf(page, 'Marketing')).toEqual(['Add department', 'Rename', 'Move to…', 'Merge into…', 'Delete'])
  await department(page, 'Design').click()
  await expect(page.getByRole('button', { name: 'Set heads' })).toHaveCount(0)
  await page.getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Rename', 'Move to…'])
  await page.keyboard.press('Escape')

  // What is not hers to invite to comes below what is neither by the mouse, …
  const reason = page.getByText('This would change who may invite where. Ask an administrator.')
  await department(page, 'Marketing').hover()
  await page.mouse.down()
  await department(page, 'Design').hover()
  await department(page, 'Sales').hover()
  await department(page, 'Sales').hover({ position: { x: 120, y: 18 } })
  await expect(reason).toBeVisible()
  await page.mouse.up()
  await expect(reason).toBeHidden()
  await expect(department(page, 'Marketing')).toHaveAttribute('aria-level', '2')

  // … nor by keys, …
  await department(page, 'Marketing').click()
  await tree(page).focus()
  await page.keyboard.press('Control+x')
  await department(page, 'Sales').click()
  await tree(page).focus()
  await page.keyboard.press('Control+v')
  await expect(reason).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reason).toBeHidden()
  await department(page, 'Design').click()
  await tree(page).focus()
  await page.keyboard.press('Delete')
  await expect(reason).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)

  // … nor is it among the targets.
  await department(page, 'Marketing').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Move to…' }).click()
  const moving = page.getByRole('dialog', { name: 'Move Marketing' })
  await expect(moving.getByRole('radio')).toHaveCount(1)
  await moving.getByRole('radio', { name: /^Design/ }).check()
  await moving.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(department(page, 'Marketing')).toHaveAttribute('aria-level', '3')
  await page.getByRole('button', { name: 'Undo moving Marketing' }).click()
  await expect(department(page, 'Marketing')).toHaveAttribute('aria-level', '2')

  // What was hers and has been moved away would become hers again: that is not offered to be undone.
  await department(page, 'Sales').click()
  await page.getByRole('button', { name: 'Add department' }).click()
  const adding = page.getByRole('dialog', { name: 'Add a department below Sales' })
  await adding.getByLabel('Department name').fill('Field')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Undo adding Field' })).toBeVisible()
  await department(page, 'Field').dragTo(department(page, 'Design'))
  await expect(page.getByText('Field is below Design now.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0)

  // Her workgroup goes to one of its members, of whom there is nobody else.
  await goTo(page, 'Workgroups')
  await page.getByRole('navigation', { name: 'Workgroups' }).getByRole('button', { name: 'Launch' }).click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const editing = page.getByRole('dialog', { name: 'Edit workgroup' })
  await editing.getByLabel('Owner').click()
  await expect(page.locator('.n-base-select-option')).toHaveText(['Eva Lindt'])
  expect(app.pageErrors()).toEqual([])
})

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
  await letEvaIn(page, openPhone)

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
