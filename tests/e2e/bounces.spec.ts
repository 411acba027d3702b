import { writeFile } from 'node:fs/promises'
import { bounceAbout, bounceFile } from '../support/bounces'
import { expect, test } from './support/app'
import { goTo, openInvitePanel, openProfile } from './support/console'
import { setUpMailingPortal } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

test('M9: a bounce dropped in marks its person, the address is corrected, and the invitation arrives', async ({
  smtp,
  app,
  page,
  openPhone,
}, testInfo) => {
  await setUpMailingPortal(page, { port: smtp.port })
  const panel = await openInvitePanel(page, 'E-mail')
  await panel.getByLabel('E-mail addresses').fill('Bruno Haas <brno@northwind.example>')
  await panel.getByRole('button', { name: 'Send', exact: true }).click()
  const [sent] = await smtp.arrived(1)
  expect(sent?.to).toEqual(['brno@northwind.example'])
  await page.keyboard.press('Escape')

  // What the mail server of the recipient sends back to the sender's mailbox, about this very message.
  const bounce = testInfo.outputPath('bounce.eml')
  const messageId = (sent?.parsed.messageId ?? '').slice(1, -1)
  await writeFile(bounce, bounceAbout('postfix', messageId, 'brno@northwind.example'))
  const reply = testInfo.outputPath('reply.eml')
  await writeFile(reply, bounceFile('no-bounce'))
  const foreign = testInfo.outputPath('foreign.eml')
  await writeFile(foreign, bounceFile('gmail'))

  await goTo(page, 'Messages')
  await page.getByRole('button', { name: 'Read bounces' }).click()
  const dialog = page.getByRole('dialog', { name: 'Read bounce messages' })
  await dialog.getByLabel('Bounce messages (.eml)').setInputFiles([reply, foreign, bounce])
  const results = dialog.getByRole('list', { name: 'Files read' })
  await expect(results.getByText('Marked now')).toBeVisible()
  await expect(results.getByText(/5\.1\.1 <brno@northwind\.example>.*User unknown/u)).toBeVisible()
  await expect(results.getByText(/There is no delivery report in this file/u)).toBeVisible()
  await expect(results.getByText(/No message from here went to this address/u)).toBeVisible()

  await dialog.getByRole('button', { name: 'Change e-mail of Bruno Haas' }).click()
  const change = page.getByRole('dialog', { name: 'Change the address of Bruno Haas' })
  await change.getByLabel('E-mail or phone').fill('bruno@northwind.example')
  await change.getByRole('button', { name: 'Save' }).click()
  await expect(results.getByText('The address has been changed since to bruno@northwind.example.')).toBeVisible()
  const again = (await smtp.arrived(2)).at(1)
  expect(again?.to).toEqual(['bruno@northwind.example'])
  // The same bounce once more changes nothing, and blames nobody.
  await dialog.getByLabel('Bounce messages (.eml)').setInputFiles(bounce)
  await expect(results.getByText('Was marked already')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await expect(page.getByRole('row').filter({ hasText: 'brno@northwind.example' }).getByText('Bounced')).toBeVisible()
  const profile = await openProfile(page, 'Bruno Haas')
  await expect(profile.getByText('The last message could not be delivered.')).toBeHidden()
  const phone = await openPhone()
  await phone.goto(invitationIn(again?.parsed.text ?? '').link)
  await expect(phone.getByLabel('First name')).toHaveValue('Bruno')
  expect(app.pageErrors()).toEqual([])
})
