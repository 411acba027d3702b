import { expect, test } from './support/app'
import { chooseFromMenu, goTo, openInvitePanel, setUpPortal, signInAgain, switchOnJoinSite } from './support/console'
import { invitationIn } from './support/invitation-text'
import { readMailto, standInMailProgram } from './support/mail-programs'

// Each system registers mail programs in its own way; this one can be done for one start of the app alone.
test.skip(process.platform !== 'linux', 'stand-in mail programs are registered as on Linux')

test('M1, M2, M8: a draft is discarded, the count outlasts a restart, and who is invited gets the same link again', async ({
  launch,
}, testInfo) => {
  const program = await standInMailProgram(testInfo.outputPath('mail'))
  const first = await launch({ env: program.env })
  await setUpPortal(first.page)
  await switchOnJoinSite(first.page)
  const panel = await openInvitePanel(first.page, 'E-mail')
  await panel
    .getByLabel('E-mail addresses')
    .fill('Bruno Haas <bruno@northwind.example>, Clara Winter <clara@northwind.example>, dora@northwind.example')
  await expect(panel.getByText('3 drafts')).toBeVisible()
  await panel.getByRole('button', { name: 'Open mail app' }).click()
  await expect(panel.getByText('1 of 3')).toBeVisible()
  await panel.getByRole('button', { name: 'Sent', exact: true }).click()
  await expect(panel.getByText('2 of 3')).toBeVisible()
  await panel.getByRole('button', { name: 'Discard', exact: true }).click()
  const question = first.page.getByRole('alertdialog', { name: 'Discard the draft to Clara Winter?' })
  await expect(question.getByText('Clara Winter stays invited')).toBeVisible()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(panel.getByText('3 of 3')).toBeVisible()
  expect(first.pageErrors()).toEqual([])
  await first.close()

  const { page, pageErrors } = await launch({ env: program.env })
  await signInAgain(page)
  await goTo(page, 'Messages')
  await page.getByRole('button', { name: /^Drafts waiting/ }).click()
  await expect(page.getByRole('article').getByText('3 of 3')).toBeVisible()

  await goTo(page, 'Employees')
  await chooseFromMenu(page, 'Bruno Haas', 'Resend invitation')
  const offer = page.getByRole('alertdialog', { name: 'No mail account is set up' })
  await offer.getByRole('button', { name: 'Open mail app' }).click()
  const draft = page.getByRole('article')
  await expect(draft.getByText('bruno@northwind.example')).toBeVisible()
  await expect(draft.getByText('1 of 1')).toBeVisible()
  const bodies = (await program.called(2)).map((call) => readMailto(call[0] ?? ''))
  expect(bodies.map((mail) => mail.to)).toEqual([['bruno@northwind.example'], ['bruno@northwind.example']])
  expect(invitationIn(bodies[1]?.body ?? '').link).toBe(invitationIn(bodies[0]?.body ?? '').link)

  const again = await openInvitePanel(page, 'E-mail')
  await again.getByLabel('E-mail addresses').fill('clara@northwind.example')
  await again.getByRole('button', { name: 'Resend by mail app' }).click()
  await expect(again.getByRole('article').getByText('clara@northwind.example')).toBeVisible()
  await expect(page.getByRole('banner').getByRole('link', { name: 'Invited 3', exact: true })).toBeVisible()
  expect(pageErrors()).toEqual([])
})
