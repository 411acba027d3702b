import type { Locator, Page } from '@playwright/test'
import type { ReceivedMail } from '../support/smtp-peer'
import { expect, test } from './support/app'
import { chooseFromMenu, goTo, openProfile, signInAgain } from './support/console'
import { setUpMailingPortal, inviteByMail } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

test('M9: a refused address is marked with the answer of the server; corrected, the invitation arrives', async ({
  smtp,
  app,
  page,
  openPhone,
}) => {
  smtp.scriptFor('brno@northwind.example', { does: 'refuse', code: 550, answer: '5.1.1 No such mailbox brno' })
  await setUpMailingPortal(page, { port: smtp.port })
  await inviteByMail(page, 'Bruno Haas <brno@northwind.example>, Clara Winter <clara@northwind.example>')
  const clara = (await smtp.arrived(1)).at(0)
  expect(clara?.to).toEqual(['clara@northwind.example'])

  const failed = await messageTo(page, 'brno@northwind.example')
  await expect(failed.getByText('Failed')).toBeVisible()
  await failed.getByRole('button', { name: /5\.1\.1 No such mailbox brno/u }).click()
  const answer = page.getByRole('dialog', { name: 'Last answer of the server' })
  await expect(answer.getByText(/550.*5\.1\.1 No such mailbox brno/u)).toBeVisible()
  await answer.getByRole('button', { name: 'Close' }).click()

  const profile = await openProfile(page, 'Bruno Haas')
  await expect(profile.getByText('The last message could not be delivered.')).toBeVisible()
  await expect(profile.getByText(/5\.1\.1 No such mailbox brno/u)).toBeVisible()
  await profile.getByRole('button', { name: 'Close' }).click()
  const marks = page.getByRole('img', { name: 'The last message could not be delivered' })
  await expect(marks).toHaveCount(1)

  await chooseFromMenu(page, 'Bruno Haas', 'Change e-mail or phone')
  const change = page.getByRole('dialog', { name: 'Change the address of Bruno Haas' })
  await change.getByLabel('E-mail or phone').fill('bruno@northwind.example')
  await expect(change.getByRole('switch', { name: 'Send the invitation again' })).toBeChecked()
  await change.getByRole('button', { name: 'Save' }).click()
  const bruno = (await smtp.arrived(2)).at(1)
  expect(bruno?.to).toEqual(['bruno@northwind.example'])
  await expect(marks).toHaveCount(0)
  const phone = await openPhone()
  await phone.goto(linkOf(bruno))
  await expect(phone.getByLabel('First name')).toHaveValue('Bruno')

  await expect((await messageTo(page, 'bruno@northwind.example')).getByText('Sent')).toBeVisible()
  // The letter to the wrong address is never sent again: its link is dead.
  const old = await messageTo(page, 'brno@northwind.example')
  await expect(old.getByText('Failed')).toBeVisible()
  await expect(old.getByRole('button', { name: /^Send now/u })).toHaveCount(0)
  expect(app.pageErrors()).toEqual([])
})

test('M9: while the server is down messages wait with their next try, and Send now delivers once it is back', async ({
  startSmtp,
  app,
  page,
}) => {
  const before = await startSmtp()
  const { port } = before
  await setUpMailingPortal(page, { port })
  await before.close()
  await inviteByMail(page, 'bruno@northwind.example')
  const row = await messageTo(page, 'bruno@northwind.example')
  await expect(row.getByRole('cell').nth(5)).toContainText('ECONNREFUSED')
  await expect(row.getByText('Queued')).toBeVisible()
  await expect(row.getByRole('cell').nth(3)).toHaveText('1')
  await expect(row.getByRole('cell').nth(4).getByRole('time')).toBeVisible()

  const back = await startSmtp({ port })
  await row.getByRole('button', { name: /^Send now/u }).click()
  // Long before the next try that was due by itself.
  await expect.poll(() => recipients(back.received)).toEqual(['bruno@northwind.example'])
  await expect(row.getByText('Sent')).toBeVisible()
  expect(app.pageErrors()).toEqual([])
})

test('M9: where the reply was lost nobody claims anything, and only the operator sends it again', async ({
  smtp,
  launch,
}) => {
  const first = await launch()
  await setUpMailingPortal(first.page, { port: smtp.port })
  smtp.script({ does: 'lose-reply' })
  await inviteByMail(first.page, 'bruno@northwind.example')
  const [lost] = await smtp.arrived(1)
  const row = await messageTo(first.page, 'bruno@northwind.example')
  await expect(row.getByText('Answer lost')).toBeVisible()
  await expect(row.getByRole('cell').nth(4)).toHaveText('–')
  expect(first.pageErrors()).toEqual([])
  await first.close()

  // Neither a new start nor other messages make it go out again.
  const { page, pageErrors } = await launch()
  await signInAgain(page)
  await inviteByMail(page, 'clara@northwind.example')
  await smtp.arrived(2)
  const again = await messageTo(page, 'bruno@northwind.example')
  await expect((await messageTo(page, 'clara@northwind.example')).getByText('Sent')).toBeVisible()
  await expect(again.getByText('Answer lost')).toBeVisible()
  expect(recipients(smtp.received)).toEqual(['bruno@northwind.example', 'clara@northwind.example'])

  const question = page.getByRole('alertdialog', { name: 'Send again to bruno@northwind.example?' })
  await again.getByRole('button', { name: /^Send now/u }).click()
  await expect(question.getByText('the message may have arrived already', { exact: false })).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(again.getByText('Answer lost')).toBeVisible()
  await again.getByRole('button', { name: /^Send now/u }).click()
  await question.getByRole('button', { name: 'Send again' }).click()
  const second = (await smtp.arrived(3)).at(2)
  await expect(again.getByText('Sent')).toBeVisible()
  expect(second?.to).toEqual(['bruno@northwind.example'])
  // The same message: mail programs show it once even where both copies arrive.
  expect(second?.parsed.messageId).toBe(lost?.parsed.messageId)
  expect(linkOf(second)).toBe(linkOf(lost))
  expect(pageErrors()).toEqual([])
})

test('S5, M9: after a power cut in the middle of forty messages each is accounted for, none twice unasked', async ({
  smtp,
  launch,
}) => {
  const people = Array.from({ length: 40 }, (_, index) => `person-${index + 1}@northwind.example`)
  const first = await launch()
  await setUpMailingPortal(first.page, { port: smtp.port })
  // The server takes ten quickly, then is so slow that those under way have arrived without a reply.
  smtp.script(...Array.from({ length: 10 }, () => ({ does: 'accept' }) as const))
  smtp.script(...Array.from({ length: 5 }, () => ({ does: 'stall' }) as const))
  await inviteByMail(first.page, people.join(' '))
  await smtp.arrived(15)
  await first.kill()

  const { page, pageErrors } = await launch()
  await signInAgain(page)
  await goTo(page, 'Messages')
  const chips = page.getByRole('radiogroup', { name: 'Filter by state' })
  await expect(chips.getByRole('radio', { name: 'All 40' })).toBeVisible()
  const unknownChip = chips.locator('label').filter({ hasText: /^Answer lost/u })
  const unknown = Number((await unknownChip.textContent())?.match(/\d+/u)?.[0])
  // The five without a reply; and of those with one, at most what was not yet written down.
  expect(unknown).toBeGreaterThanOrEqual(5)
  expect(unknown).toBeLessThanOrEqual(10)
  await expect(chips.getByRole('radio', { name: `Sent ${40 - unknown}` })).toBeVisible()
  await expect(chips.getByRole('radio')).toHaveCount(3)
  // Each person has exactly one, those in doubt among them; nothing went out twice.
  expect(recipients(smtp.received)).toEqual([...people].sort())

  await unknownChip.click()
  const rows = page.getByRole('table', { name: 'Outgoing messages' }).getByRole('rowgroup').getByRole('row')
  await expect(rows).toHaveCount(unknown)
  const doubtful = (await rows.allTextContents()).map((text) => /person-\d+@northwind\.example/u.exec(text)?.[0] ?? '')
  await page.getByRole('checkbox', { name: 'Select all shown' }).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Send now' }).click()
  const question = page.getByRole('alertdialog', { name: `Send ${unknown} messages again?` })
  await question.getByRole('button', { name: 'Send again' }).click()
  await smtp.arrived(40 + unknown)
  await chips.getByRole('radio', { name: /^All/u }).click()
  await expect(chips.getByRole('radio', { name: 'Sent 40' })).toBeVisible()
  // Twice arrived only what had been marked and was sent again on purpose.
  expect(recipients(smtp.received)).toEqual([...people, ...doubtful].sort())
  expect(pageErrors()).toEqual([])
})

/** The row of the message to an address, in Messages. */
async function messageTo(page: Page, address: string): Promise<Locator> {
  await goTo(page, 'Messages')
  const row = page.getByRole('table', { name: 'Outgoing messages' }).getByRole('row').filter({ hasText: address })
  await expect(row).toBeVisible()
  return row
}

function recipients(mails: readonly ReceivedMail[]): readonly string[] {
  return mails.flatMap((mail) => mail.to).sort()
}

function linkOf(mail: ReceivedMail | undefined): string {
  return invitationIn(mail?.parsed.text ?? '').link
}
