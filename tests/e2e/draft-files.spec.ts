import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './support/app'
import { administrator, choose, openInvitePanel, openSettings, setUpPortal, switchOnJoinSite } from './support/console'
import { invitationIn } from './support/invitation-text'
import { mailEnvironment } from './support/mail-programs'
import { prepareThunderbird, thunderbirdMissing } from './support/thunderbird'

// Each system registers mail programs in its own way; this one can be done for one start of the app alone.
test.skip(process.platform !== 'linux', 'mail programs are registered as on Linux')

/** Tools of a desktop know a message by the name of its file; without one nothing is opened. */
const DESKTOP = { XDG_CURRENT_DESKTOP: 'GNOME' }

async function chooseFiles(page: Parameters<typeof openSettings>[0]): Promise<void> {
  const section = await openSettings(page, 'Invitations')
  await choose(section, 'Message file (.eml)')
  await section.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('Saved').first()).toBeVisible()
}

test('M3: Thunderbird opens a draft file editable, with formatted text and the QR picture, and sends it so', async ({
  smtp,
  launch,
  openPhone,
}, testInfo) => {
  const missing = thunderbirdMissing()
  test.skip(missing !== null, missing ?? '')
  test.slow()
  const sender = { name: 'Alice Keller', address: administrator.email, port: smtp.port }
  const thunderbird = await prepareThunderbird(testInfo.outputPath('mail'), sender)
  try {
    const { page, pageErrors, dataDir, close } = await launch({ env: { ...thunderbird.env, ...DESKTOP } })
    await setUpPortal(page)
    await switchOnJoinSite(page)
    await chooseFiles(page)
    const panel = await openInvitePanel(page, 'E-mail')
    await panel.getByLabel('E-mail addresses').fill('"Haas, Bruno" <bruno+team@northwind.example>')
    await panel.getByRole('button', { name: 'Open mail app' }).click()
    await expect(panel.getByText('Opens as a message file')).toBeVisible()
    const composed = await thunderbird.composed('Alice Keller invites you to join Northwind Trading')
    expect(composed).toMatchObject({ to: ['bruno+team@northwind.example'], bcc: [], formatted: true, pictures: 1 })
    expect(composed.text).toContain('Alice Keller invites you to join Northwind Trading.')
    await thunderbird.send()
    const [mail] = await smtp.arrived(1)
    expect(mail).toMatchObject({ from: administrator.email, to: ['bruno+team@northwind.example'] })
    expect(mail?.parsed.headers.has('x-unsent')).toBe(false)
    expect(mail?.parsed.attachments).toMatchObject([{ contentType: 'image/png', related: true }])
    await panel.getByRole('button', { name: 'Sent', exact: true }).click()
    const phone = await openPhone()
    await phone.goto(invitationIn(mail?.parsed.text ?? '').link)
    await expect(phone.getByLabel('First name')).toHaveValue('Bruno')
    expect(pageErrors()).toEqual([])
    expect(await readdir(join(dataDir, 'drafts'))).toHaveLength(1)
    // It holds the output of the program that called it, and with that the test would wait for the app for ever.
    await thunderbird.quit()
    await close()
    await expect(readdir(join(dataDir, 'drafts'))).rejects.toThrow('ENOENT')
  } finally {
    await thunderbird.end()
  }
})

test('M3: where nothing opens message files the window says so, and the draft stays', async ({ launch }, testInfo) => {
  const env = await mailEnvironment(testInfo.outputPath('mail'), null)
  const { page, pageErrors } = await launch({ env })
  await setUpPortal(page)
  await switchOnJoinSite(page)
  await chooseFiles(page)
  const panel = await openInvitePanel(page, 'E-mail')
  await panel.getByLabel('E-mail addresses').fill('bruno@northwind.example')
  await panel.getByRole('button', { name: 'Open mail app' }).click()
  await expect(panel.getByText('The draft did not open')).toBeVisible()
  await expect(panel.getByRole('article').getByText('Prepared')).toBeVisible()
  await panel.getByRole('article').getByRole('button', { name: 'Change' }).click()
  await expect(page.getByRole('radio', { name: 'Message file (.eml)' })).toBeChecked()
  expect(pageErrors()).toEqual([])
})
