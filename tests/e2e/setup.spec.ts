import { expect, test } from './support/app'
import {
  addDepartment,
  administrator,
  chooseLanguage,
  department,
  goTo,
  setUpPortal,
  signInToConsole,
} from './support/console'

test('wrong answers at set-up are told beside their fields, and nothing typed is lost', async ({ app, page }) => {
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const create = page.getByRole('button', { name: 'Create portal' })
  await field('E-mail').fill('alice@@northwind.example')
  await create.click()
  await expect(field('E-mail')).toHaveAccessibleDescription(/This is not an e-mail address/)
  for (const label of ['Portal name', 'First name', 'Last name']) {
    await expect(field(label)).toHaveAccessibleDescription(/Fill this in/)
    await expect(field(label)).toHaveAttribute('aria-invalid', 'true')
  }
  await expect(field('Portal name')).toBeFocused()

  const typed = {
    'Portal name': 'Northwind Trading',
    'First name': 'Alice',
    'Last name': 'Keller',
    'E-mail': 'alice at northwind',
    Password: 'password1234',
    Passphrase: 'Seven small bridges in the fog',
    'Passphrase again': 'Seven small bridges in the rain',
  }
  for (const [label, text] of Object.entries(typed)) await field(label).fill(text)
  await create.click()
  await expect(field('Passphrase again')).toHaveAccessibleDescription('The two passwords are not the same.')

  await field('Passphrase again').fill(typed.Passphrase)
  await create.click()
  await expect(field('E-mail')).toHaveAccessibleDescription(/This is not an e-mail address/)
  await expect(field('Portal name')).not.toHaveAttribute('aria-invalid')

  await field('E-mail').fill('alice@northwind.example')
  await create.click()
  await expect(field('Password')).toHaveAccessibleDescription(/one of the most used|easy to guess/)
  await field('Password').fill('short')
  await create.click()
  await expect(field('Password')).toHaveAccessibleDescription(/at least 10 characters/)

  await field('Password').fill(administrator.password)
  await expect(page.getByText('Strong', { exact: true })).toBeVisible()
  await field('Passphrase').fill('1234567890')
  await field('Passphrase again').fill('1234567890')
  await create.click()
  await expect(field('Passphrase')).toHaveAccessibleDescription(/most used|easy to guess/)

  for (const [label, text] of Object.entries({ ...typed, 'E-mail': 'alice@northwind.example' })) {
    if (!label.startsWith('Pass')) await expect(field(label)).toHaveValue(text)
  }
  await expect(field('Password')).toHaveValue(administrator.password)
  expect(app.pageErrors()).toEqual([])
})

test('the language of set-up switches at once, keeps what was typed and becomes that of the console', async ({
  app,
  page,
  launch,
}) => {
  await page.getByLabel('Portal name').fill('Северный ветер')
  await chooseLanguage(page, 'Русский')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Создайте свой портал')
  await expect(page.getByLabel('Название портала')).toHaveValue('Северный ветер')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await chooseLanguage(page, 'English')
  await expect(page.getByRole('heading', { name: 'Set up your portal' })).toBeVisible()
  await expect(page.getByLabel('Portal name')).toHaveValue('Северный ветер')
  await chooseLanguage(page, 'Русский')
  await expect(page.getByLabel('Название портала')).toBeVisible()
  await app.close()

  const again = await launch()
  await expect(again.page.getByLabel('Название портала')).toBeVisible()
})

// The tests run without a keychain, so the vault is kept under a passphrase.
test('the portal is there after a restart: first the passphrase of the vault, then the sign-in (A4)', async ({
  app,
  page,
  launch,
}) => {
  await setUpPortal(page)
  await goTo(page, 'Company structure')
  await addDepartment(page, 'Sales')
  await app.close()

  const again = await launch()
  const passphrase = again.page.getByLabel('Passphrase', { exact: true })
  await passphrase.fill('Seven small bridges in the rain')
  await again.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.page.getByText('This is not the passphrase')).toBeVisible()
  await expect(passphrase).toBeFocused()
  await passphrase.fill(administrator.passphrase)
  await again.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(again.page.getByRole('heading', { name: administrator.portalName })).toBeVisible()
  await signInToConsole(again.page, administrator.email, administrator.password)
  await goTo(again.page, 'Company structure')
  await expect(department(again.page, 'Sales')).toBeVisible()
  expect(again.pageErrors()).toEqual([])
})
