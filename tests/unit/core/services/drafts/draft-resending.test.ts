import { describe, expect, it } from 'vitest'
import { MAILTO_BUDGET } from '../../../../../electron/core/domain/mailto-drafts'
import { renewInvitation } from '../../../../../electron/core/services/inviting/invitation-life'
import { DAY } from '../../../../support/core-context'
import { BASE, inviting, openMailPortal } from '../../../../support/mail-story'
import { prepareInFull, shownOf, waitingInFull } from '../../../../support/shown-drafts'

const refused = (code: string) => expect.objectContaining({ code })

/** A portal without a mail account, where Ann and Bob are invited and their drafts have been answered *Sent*. */
async function invitedPortal(portal: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal({ expiry_days: 7, ...portal })
  const { invitations } = opened
  const { administrator } = opened.context
  const { drafts, rows } = await prepareInFull(invitations, administrator, {
    ...inviting('ann@x.com', 'bob@x.com'),
    mode: 'each',
  })
  for (const { id } of drafts) await invitations.markDraft(administrator, { id, sent: true })
  const [annId = '', bobId = ''] = rows.map((row) => row.personId ?? '')
  return { ...opened, administrator, annId, bobId, first: drafts }
}

describe('resending through the mail app', { timeout: 60_000 }, () => {
  it('M1, M8: makes a draft with the same personal link and renews the expiry; nobody is invited twice', async () => {
    const { administrator, annId, bobId, context, first, invitations, mailApp } = await invitedPortal()
    const before = await context.rowsOf('invitation')
    context.clock.advance(5 * DAY)
    const { done, draftIds, refused: rows } = await invitations.resendByMailApp(administrator, { ids: [annId, bobId] })
    const drafts = await shownOf(invitations, administrator, draftIds)
    expect(rows).toEqual([])
    expect(done.map((each) => each.name)).toEqual(['ann@x.com', 'bob@x.com'])
    expect(drafts).toMatchObject([
      { mode: 'each', state: 'prepared', recipients: [{ personId: annId }], batch: { position: 1, total: 2 } },
      { mode: 'each', state: 'prepared', recipients: [{ personId: bobId }], batch: { position: 2, total: 2 } },
    ])
    const linkIn = (body?: string | null) => /\/J\/\S{32}/u.exec(body ?? '')?.[0]
    expect(drafts.map((draft) => linkIn(draft.body))).toEqual(first.map((draft) => linkIn(draft.body)))
    expect(drafts.every((draft) => draft.length <= MAILTO_BUDGET)).toBe(true)
    expect(await context.rowsOf('person')).toHaveLength(3)
    const expires_at = context.clock.now() + 7 * DAY
    expect(await context.rowsOf('invitation')).toEqual(before.map((row) => ({ ...row, expires_at })))
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.opened[0]).toMatch(/^mailto:ann@x\.com\?subject=/u)
    expect(decodeURIComponent(mailApp.opened[0] ?? '')).toContain(`${BASE}${linkIn(first[0]?.body)}`)
    const entries = (await context.rowsOf('audit')).slice(-2)
    expect(entries).toMatchObject([
      { action: 'person.invitation-drafted', subject_id: annId },
      { action: 'person.invitation-drafted', subject_id: bobId },
    ])
  })

  it('M2: counts as handed over again only when the operator says so', async () => {
    const { administrator, annId, context, invitations } = await invitedPortal()
    const sentAt = context.clock.now()
    context.clock.advance(DAY)
    const { draftIds } = await invitations.resendByMailApp(administrator, { ids: [annId] })
    expect(await context.rowsOf('invitation')).toMatchObject([{ sent_at: sentAt }, { sent_at: sentAt }])
    await invitations.markDraft(administrator, { id: draftIds[0] ?? '', sent: true })
    expect(await context.rowsOf('invitation')).toMatchObject([{ sent_at: sentAt + DAY }, { sent_at: sentAt }])
  })

  it('S5: a draft of one’s own that waits for the same person is replaced, with its wording, never doubled', async () => {
    const { administrator, context, invitations } = await invitedPortal()
    const text = { subject: 'Own', body: 'Own words {{link}}' }
    const own = await prepareInFull(invitations, administrator, { ...inviting('cid@x.com'), mode: 'each', text })
    const cidId = own.rows[0]?.personId ?? ''
    await invitations.openDraft(administrator, { id: own.drafts[0]?.id ?? '' })
    await invitations.resendByMailApp(administrator, { ids: [cidId] })
    const { draftIds } = await invitations.resendByMailApp(administrator, { ids: [cidId, cidId] })
    const drafts = await waitingInFull(invitations, administrator)
    expect(drafts.map((draft) => draft.id)).toEqual(draftIds)
    expect(drafts).toMatchObject([{ subject: 'Own', state: 'prepared', batch: { position: 1, total: 1 } }])
    expect(drafts[0]?.id).not.toBe(own.drafts[0]?.id)
    const partner = await context.addPerson({ kind: 'partner' })
    await invitations.resendByMailApp(partner, { ids: [cidId] })
    expect(await invitations.drafts(administrator)).toHaveLength(2)
  })

  it('S5, SM6: each person on their own; who has joined is refused with the reason, who has only a phone gets theirs by SMS', async () => {
    const { administrator, annId, context, invitations } = await invitedPortal()
    const active = await context.addPerson({ firstName: 'Dana' })
    const byPhone = await context.addPerson({ firstName: 'Fay', phone: '+4930123456', status: 'invited' })
    await context.store.write((writer) => renewInvitation(writer, context, byPhone.personId, context.clock.now()))
    context.clock.advance(DAY)
    const result = await invitations.resendByMailApp(administrator, {
      ids: [active.personId, byPhone.personId, annId],
    })
    expect(result.done.map((each) => each.id)).toEqual([byPhone.personId, annId])
    expect(result.smsDraftIds).toHaveLength(1)
    expect(await shownOf(invitations, administrator, result.draftIds)).toMatchObject([
      { batch: { position: 1, total: 1 } },
    ])
    expect(result.refused).toMatchObject([
      { name: '', refusal: { code: 'STATE_NOT_ALLOWED', params: { status: 'active' } } },
    ])
  })

  it('M2: who would have a draft too long for a mail app is refused, and keeps the expiry', async () => {
    const { administrator, annId, context, invitations } = await invitedPortal()
    const long = await context.addDepartment('Ж'.repeat(300))
    await context.store.write(async (writer) => {
      const invitation = await writer
        .selectFrom('invitation')
        .select('id')
        .where('person_id', '=', annId)
        .executeTakeFirstOrThrow()
      await writer
        .insertInto('invitation_department')
        .values({ invitation_id: invitation.id, department_id: long })
        .execute()
    })
    const before = await context.rowsOf('invitation')
    context.clock.advance(DAY)
    const result = await invitations.resendByMailApp(administrator, { ids: [annId] })
    expect(result).toMatchObject({
      done: [],
      draftIds: [],
      refused: [{ name: 'ann@x.com', refusal: { code: 'MAIL_TEXT_TOO_LONG', params: { limit: MAILTO_BUDGET } } }],
    })
    expect(await context.rowsOf('invitation')).toEqual(before)
  })

  it('A2, J1: an employee resends to nobody they did not invite, and nobody without a join site', async () => {
    const { administrator, annId, context, invitations, site } = await invitedPortal()
    const employee = await context.addPerson()
    expect(await invitations.resendByMailApp(employee, { ids: [annId] })).toMatchObject({
      done: [],
      refused: [{ id: annId, name: '', refusal: { code: 'NOT_FOUND' } }],
    })
    site.address = null
    await expect(invitations.resendByMailApp(administrator, { ids: [annId] })).rejects.toEqual(
      refused('JOIN_ADDRESS_MISSING'),
    )
  })
})
