import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import type { DraftFormat } from '../../../../../electron/core/domain/vocabulary'
import { headerAddresses } from '../../../../support/smtp-peer'
import { BASE, inviting, openMailPortal } from '../../../../support/mail-story'
import { prepareInFull, waitingInFull } from '../../../../support/shown-drafts'

async function open(format: DraftFormat) {
  const opened = await openMailPortal({ draft_format: format })
  return { ...opened, administrator: opened.context.administrator }
}
const LONG = { subject: 'Welcome', body: `{{link}}\n${'Слово за слово. '.repeat(300)}` }

describe('how drafts open', { timeout: 60_000 }, () => {
  it('M3: as an unsent message with the personal link, its picture and the whole standard text', async () => {
    const { administrator, invitations, mailApp } = await open('file')
    const { drafts } = await prepareInFull(invitations, administrator, {
      ...inviting('ann@x.com'),
      people: [{ email: 'ann@x.com', firstName: 'Ann', lastName: 'Lee' }],
      mode: 'each',
    })
    expect(drafts).toMatchObject([{ format: 'file', subject: 'Vera Stone invites you to join Aurora' }])
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.opened).toEqual([])
    const mail = await simpleParser(mailApp.files[0] ?? '')
    expect(mail.to).toMatchObject({ value: [{ name: 'Ann Lee', address: 'ann@x.com' }] })
    expect(mail.text).toContain(`${BASE}${/\/J\/\S{32}/u.exec(drafts[0]?.body ?? '')?.[0]}`)
    expect(mail.attachments).toHaveLength(1)
    expect(await invitations.drafts(administrator)).toMatchObject([{ state: 'opened' }])
  })

  it('M2, M3: a file has room for any text and for ninety people in Bcc', async () => {
    const { administrator, invitations, mailApp, openLink } = await open('file')
    await openLink.update(administrator, {
      enabled: true,
      requireConfirmation: true,
      greeting: '',
      validUntil: null,
      maximumRegistrations: null,
      departmentIds: [],
      domains: [],
    })
    const emails = Array.from({ length: 90 }, (_, index) => `somebody-with-a-long-name-${index}@subsidiary.example.com`)
    const { drafts } = await prepareInFull(invitations, administrator, {
      ...inviting(...emails),
      text: LONG,
      mode: 'bcc',
    })
    expect(drafts).toHaveLength(1)
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    const mail = await simpleParser(mailApp.files[0] ?? '')
    expect(headerAddresses(mail.bcc)).toEqual(emails)
    const mailto = await open('mailto')
    const tooLong = { ...inviting('ann@x.com'), text: LONG, mode: 'each' as const }
    await expect(mailto.invitations.prepareDrafts(mailto.administrator, tooLong)).rejects.toMatchObject({
      code: 'MAIL_TEXT_TOO_LONG',
    })
  })

  it('M3: where nothing opens a file the draft stays as it was', async () => {
    const { administrator, invitations, mailApp } = await open('file')
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    mailApp.present = false
    await expect(invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'DRAFT_NOT_OPENED',
    })
    expect(await invitations.drafts(administrator)).toMatchObject([{ state: 'prepared' }])
  })

  it('M2, M3: Apple Mail has room for any text and for ninety people in Bcc; where there is no Mac, a link has not', async () => {
    const { administrator, invitations, mailApp, openLink } = await open('apple-mail')
    await openLink.update(administrator, {
      enabled: true,
      requireConfirmation: true,
      greeting: '',
      validUntil: null,
      maximumRegistrations: null,
      departmentIds: [],
      domains: [],
    })
    const emails = Array.from({ length: 90 }, (_, index) => `somebody-with-a-long-name-${index}@subsidiary.example.com`)
    const bcc = { ...inviting(...emails), text: LONG, mode: 'bcc' as const }
    expect(await invitations.countDrafts(administrator, bcc)).toEqual({ drafts: 1 })
    const { drafts } = await prepareInFull(invitations, administrator, bcc)
    expect(drafts).toHaveLength(1)
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.appleDrafts).toMatchObject([{ bcc: emails, text: drafts[0]?.body }])
    const own = await prepareInFull(invitations, administrator, { ...inviting('b@x.com'), text: LONG, mode: 'each' })
    const again = { ids: [own.rows[0]?.personId ?? ''] }
    expect(await invitations.resendByMailApp(administrator, again)).toMatchObject({
      refused: [],
      draftIds: [expect.any(String)],
    })
    Object.assign(mailApp, { appleMail: false })
    const refused = { code: 'MAIL_TEXT_TOO_LONG' }
    const tooLong = { ...inviting('ann@x.com'), text: LONG, mode: 'each' as const }
    await expect(invitations.prepareDrafts(administrator, tooLong)).rejects.toMatchObject(refused)
    await expect(invitations.countDrafts(administrator, tooLong)).rejects.toMatchObject(refused)
    expect((await invitations.resendByMailApp(administrator, again)).refused).toMatchObject([{ refusal: refused }])
  })

  it('M3: in Apple Mail as plain text, and as a link where there is no Mac', async () => {
    const { administrator, invitations, mailApp } = await open('apple-mail')
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.appleDrafts).toMatchObject([
      { to: ['ann@x.com'], bcc: [], subject: drafts[0]?.subject, text: drafts[0]?.body },
    ])
    Object.assign(mailApp, { appleMail: false })
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.opened).toHaveLength(1)
    expect(await waitingInFull(invitations, administrator)).toMatchObject([{ format: 'mailto' }])
  })
})
