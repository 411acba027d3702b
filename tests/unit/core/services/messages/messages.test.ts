import { describe, expect, it } from 'vitest'
import type { MessageState } from '../../../../../electron/core/domain/vocabulary'
import { markBounced } from '../../../../../electron/core/services/messages/message-marks'
import { inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'
import { prepareInFull } from '../../../../support/shown-drafts'

async function portalWithMessages(count: number) {
  const opened = await openMailPortal()
  await saveAccount(opened.context, 2525)
  const emails = Array.from({ length: count }, (_, index) => `p${index}@x.com`)
  await opened.invitations.inviteByMailService(opened.context.administrator, inviting(...emails))
  const { rows } = await opened.messages.list(opened.context.administrator, {
    cursor: null,
    limit: 200,
    state: null,
    channel: null,
  })
  const set = (id: string | undefined, state: MessageState) =>
    opened.context.store.write(async (writer) => {
      await writer
        .updateTable('message')
        .set({ state })
        .where('id', '=', id ?? '')
        .execute()
    })
  return { ...opened, rows, set, administrator: opened.context.administrator }
}
const refused = (code: string) => expect.objectContaining({ code })

describe('messages', () => {
  it('M9: are listed newest first, page by page, each once', async () => {
    const { administrator, messages, rows } = await portalWithMessages(25)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof messages.list>> = await messages.list(administrator, {
        cursor,
        limit: 10,
        state: null,
        channel: null,
      })
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(rows.map((row) => row.id))
    expect(seen).toHaveLength(25)
    await expect(
      messages.list(administrator, { cursor: 'nonsense', limit: 10, state: null, channel: null }),
    ).rejects.toEqual(refused('INVALID_INPUT'))
  })

  it('M9: are counted by state', async () => {
    const { administrator, messages, rows, set } = await portalWithMessages(3)
    await set(rows[0]?.id, 'failed')
    expect(await messages.counts(administrator, { channel: null })).toEqual({
      queued: 2,
      sending: 0,
      sent: 0,
      delivered: 0,
      'handed-over': 0,
      failed: 1,
      unknown: 0,
      bounced: 0,
      cancelled: 0,
    })
    const { rows: failed } = await messages.list(administrator, {
      cursor: null,
      limit: 10,
      state: 'failed',
      channel: null,
    })
    expect(failed.map((row) => row.id)).toEqual([rows[0]?.id])
  })

  it('M4, S5: what waits can be sent now or cancelled, once', async () => {
    const { administrator, context, messages, rows, set } = await portalWithMessages(2)
    const [first, second] = rows.map((row) => row.id)
    expect(rows[0]?.actions).toEqual(['send-now', 'cancel'])
    await messages.cancel(administrator, { ids: [first ?? ''] })
    await expect(messages.cancel(administrator, { ids: [first ?? ''] })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    await expect(messages.sendNow(administrator, { ids: [first ?? ''] })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    await set(second, 'unknown')
    context.clock.advance(5_000)
    await messages.sendNow(administrator, { ids: [first ?? '', second ?? ''] })
    const list = await messages.list(administrator, { cursor: null, limit: 10, state: null, channel: null })
    expect(list.rows).toMatchObject([
      { state: 'cancelled', actions: [] },
      { state: 'queued', tries: 0, nextTryAt: context.clock.now() },
    ])
    const actions = (await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))
    expect(actions.slice(2)).toEqual(['message.cancelled', 'message.requeued'])
  })

  it('M4: nothing is put at the head of a channel that has no account', async () => {
    const { administrator, context, messages, rows, set } = await portalWithMessages(1)
    const id = rows[0]?.id ?? ''
    await set(id, 'failed')
    const change = (values: { readonly sign_in: 'password'; readonly username: string }) =>
      context.store.write((writer) => writer.updateTable('mail_account').set(values).execute())
    await change({ sign_in: 'password', username: 'hr' })
    await expect(messages.sendNow(administrator, { ids: [id] })).rejects.toEqual(refused('MAIL_PASSWORD_MISSING'))
    await context.store.write((writer) => writer.deleteFrom('mail_account').execute())
    await expect(messages.sendNow(administrator, { ids: [id] })).rejects.toEqual(refused('MAIL_ACCOUNT_MISSING'))
    expect((await messages.counts(administrator, { channel: null })).failed).toBe(1)
  })

  it('M8: a message about a dead link cannot be sent', async () => {
    const { administrator, context, messages, rows } = await portalWithMessages(1)
    await context.store.write(async (writer) => {
      await writer.updateTable('invitation').set({ generation: 2 }).execute()
    })
    await expect(messages.sendNow(administrator, { ids: [rows[0]?.id ?? ''] })).rejects.toEqual(
      refused('STATE_NOT_ALLOWED'),
    )
  })

  it('H4: one whose invitation has expired is not offered to be sent, and refused with the way out', async () => {
    const { administrator, context, messages, rows } = await portalWithMessages(1)
    const id = rows[0]?.id ?? ''
    const endsAt = context.clock.now() + 1_000
    await context.store.write((writer) => writer.updateTable('invitation').set({ expires_at: endsAt }).execute())
    const act = async () =>
      (await messages.list(administrator, { cursor: null, limit: 10, state: null, channel: null })).rows[0]?.actions
    expect(await act()).toEqual(['send-now', 'cancel'])
    context.clock.set(endsAt)
    expect(await act()).toEqual(['cancel'])
    await expect(messages.sendNow(administrator, { ids: [id] })).rejects.toEqual(refused('LINK_DEAD'))
    expect(await context.rowsOf('audit')).toHaveLength(1)
  })

  it('A2: an employee sees, counts and touches only their own', async () => {
    const { context, invitations, messages, rows } = await portalWithMessages(2)
    const employee = await context.addPerson()
    await invitations.inviteByMailService(employee, inviting('mine@x.com'))
    const { rows: own } = await messages.list(employee, { cursor: null, limit: 10, state: null, channel: null })
    expect(own.map((row) => row.to)).toEqual(['mine@x.com'])
    expect((await messages.counts(employee, { channel: null })).queued).toBe(1)
    await expect(messages.cancel(employee, { ids: [rows[0]?.id ?? ''] })).rejects.toEqual(refused('NOT_FOUND'))
  })
})

describe('what went out another way, and what came back', () => {
  it('M2: a draft marked as sent leaves a message for each recipient, sent by hand', async () => {
    const { context, invitations, messages } = await openMailPortal()
    const { administrator } = context
    const order = { ...inviting('ann@x.com', 'bob@x.com'), mode: 'each' as const }
    const { drafts } = await prepareInFull(invitations, administrator, order)
    const [first] = drafts
    await invitations.markDraft(administrator, { id: first?.id ?? '', sent: true })
    const { rows } = await messages.list(administrator, { cursor: null, limit: 10, state: null, channel: null })
    expect(rows).toEqual([
      expect.objectContaining({
        to: 'ann@x.com',
        channel: 'mail',
        kind: 'invitation',
        state: 'handed-over',
        personId: first?.recipients[0]?.personId,
        sentAt: context.clock.now(),
        nextTryAt: null,
        actions: [],
      }),
    ])
  })

  it('M2, M9: a mail sent by hand that came back is not sent by the mail account', async () => {
    const { context, invitations, messages } = await openMailPortal()
    const { administrator } = context
    await saveAccount(context, 2525)
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    await invitations.markDraft(administrator, { id: drafts[0]?.id ?? '', sent: true })
    const list = () => messages.list(administrator, { cursor: null, limit: 10, state: null, channel: null })
    const id = (await list()).rows[0]?.id ?? ''
    await context.store.write((writer) => markBounced(writer, id, '5.1.1 No such user', context.clock.now()))
    expect((await list()).rows).toEqual([expect.objectContaining({ id, state: 'bounced', actions: [] })])
    await expect(messages.sendNow(administrator, { ids: [id] })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    expect((await list()).rows[0]?.state).toBe('bounced')
  })

  it('M9, S5: a bounce marks the message and its person, once', async () => {
    const { administrator, context, messages, rows, set } = await portalWithMessages(2)
    const [one, other] = rows
    await set(one?.id, 'sent')
    const mark = (id: string | undefined): Promise<boolean> =>
      context.store.write((writer) =>
        markBounced(writer, id ?? '', '5.1.1 No such user', context.clock.now(), administrator),
      )
    expect(await mark(one?.id)).toBe(true)
    expect(await mark(one?.id)).toBe(false)
    // It has not gone out yet: what came back is another message.
    expect(await mark(other?.id)).toBe(false)
    const after = await messages.list(administrator, { cursor: null, limit: 10, state: 'bounced', channel: null })
    expect(after.rows).toEqual([
      expect.objectContaining({ id: one?.id, answer: '5.1.1 No such user', actions: ['send-now'] }),
    ])
    const marked = context.store.reader.selectFrom('person').select('id').where('delivery_failed', '=', 1)
    expect(await marked.execute()).toEqual([{ id: one?.personId }])
    const entries = context.store.reader.selectFrom('audit').select(['action', 'subject_id', 'actor_id', 'notable'])
    expect(await entries.where('action', '=', 'message.bounced').execute()).toEqual([
      { action: 'message.bounced', subject_id: one?.personId, actor_id: administrator.personId, notable: 1 },
    ])
  })

  it('M9: of many at once, those that can be are done and the others refused with their reason', async () => {
    const { administrator, messages, rows, set } = await portalWithMessages(3)
    await set(rows[0]?.id, 'failed')
    await set(rows[1]?.id, 'sent')
    const ids = rows.slice(0, 2).map((row) => row.id)
    const { done, refused: left } = await messages.sendNow(administrator, { ids })
    expect(done.map((each) => each.id)).toEqual([rows[0]?.id])
    expect(left).toEqual([
      expect.objectContaining({ id: rows[1]?.id, refusal: expect.objectContaining({ code: 'STATE_NOT_ALLOWED' }) }),
    ])
  })
})
