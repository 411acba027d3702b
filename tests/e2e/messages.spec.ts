import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app'
import { goTo } from './support/console'
import { setUpMailingPortal, inviteByMail } from './support/mail-account'

test('M4: paused, mail waits; resumed, it goes out, and a stopped account says why', async ({ smtp, app, page }) => {
  await setUpMailingPortal(page, { port: smtp.port })
  await goTo(page, 'Messages')
  const mail = page.getByRole('region', { name: 'Mail' })
  await expect(mail.getByText('Sending')).toBeVisible()
  await mail.getByRole('button', { name: 'Pause Mail' }).click()
  await expect(mail.getByText('Paused')).toBeVisible()
  await inviteByMail(page, 'bruno@northwind.example clara@northwind.example')
  await expect(mail.getByText('2 messages wait')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'Queued' })).toHaveCount(2)
  expect(smtp.received).toHaveLength(0)
  await mail.getByRole('button', { name: 'Resume Mail' }).click()
  await smtp.arrived(2)
  await expect(rows(page).filter({ hasText: 'Sent' })).toHaveCount(2)
  await expect(mail.getByText(/messages? waits?/u)).toHaveCount(0)

  const told = { does: 'refuse-sender', code: 550, answer: '5.7.60 Not your address' } as const
  smtp.script(told, told, told, told)
  await inviteByMail(page, 'dora@northwind.example emil@northwind.example')
  await expect(mail.getByText('Stopped')).toBeVisible()
  await expect(mail.getByText(/550.*5\.7\.60 Not your address/u)).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('M9, C5: those that failed are acted on together, and their address is corrected there', async ({
  smtp,
  app,
  page,
}) => {
  const people = Array.from({ length: 60 }, (_, index) => `person-${index + 1}@northwind.example`)
  await setUpMailingPortal(page, { port: smtp.port })
  for (const each of people) smtp.scriptFor(each, { does: 'refuse', code: 550, answer: '5.1.1 No such user' })
  await inviteByMail(page, people.join(' '))
  await goTo(page, 'Messages')
  const chips = page.getByRole('radiogroup', { name: 'Filter by state' })
  await chips
    .locator('label')
    .filter({ hasText: /^Failed\s*60$/u })
    .click()
  for (const each of people) smtp.scriptFor(each, { does: 'accept' })
  await page.getByRole('checkbox', { name: 'Select all shown' }).click()
  const chosen = page.getByRole('toolbar')
  const all = chosen.getByRole('button', { name: 'Select all 60' })
  if (await all.isVisible()) await all.click()
  await expect(chosen.getByText('60 selected')).toBeVisible()
  await chosen.getByRole('button', { name: 'Send now' }).click()
  await smtp.arrived(60)
  await chips.getByRole('radio', { name: /^All/u }).click()
  await expect(chips.getByRole('radio', { name: 'Sent 60' })).toBeVisible()

  smtp.scriptFor('gone@northwind.example', { does: 'refuse', code: 550, answer: '5.1.1 No such user' })
  await inviteByMail(page, 'Gone Away <gone@northwind.example>')
  const failed = rows(page).filter({ hasText: 'gone@northwind.example' })
  await expect(failed.getByText('Failed')).toBeVisible()
  await failed.getByRole('button', { name: 'Correct the address of Gone Away' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the address of Gone Away' })
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(failed.getByRole('checkbox')).toBeFocused()
  await failed.getByRole('button', { name: 'Correct the address of Gone Away' }).click()
  await dialog.getByLabel('E-mail or phone').fill('here@northwind.example')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(failed.getByRole('checkbox')).toBeFocused()
  expect((await smtp.arrived(61)).at(-1)?.to).toEqual(['here@northwind.example'])

  // By keyboard: the button stays under the finger, and a profile that was come to is left into the list.
  await page.getByRole('button', { name: /^Pause/ }).press('Enter')
  await expect(page.getByRole('button', { name: /^Resume/ })).toBeFocused()
  await page.getByRole('button', { name: /^Resume/ }).press('Enter')
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeFocused()
  await failed.getByRole('button', { name: 'Gone Away', exact: true }).press('Enter')
  await page.getByRole('dialog', { name: 'Gone Away' }).getByRole('button', { name: 'Close' }).press('Enter')
  await expect(page.getByRole('grid').locator('[data-person]:focus')).toHaveCount(1)
  expect(app.pageErrors()).toEqual([])
})

function rows(page: Page): Locator {
  return page.getByRole('table', { name: 'Outgoing messages' }).getByRole('row')
}
