import { describe, expect, it } from 'vitest'
import type { MessageState } from '../../../../electron/core/domain/vocabulary'
import { inviting, openMailPortal, saveAccount } from '../../../support/mail-story'

async function portalWithMessages(count: number) {
  const opened = await openMailPortal()
  await saveAccount(opened.context, 2525)
  const emails = Array.from({ length: count }, (_, index) => `p${index}@x.com`)
  await opened.invitations.inviteByMailService(opened.context.administrator, inviting(...emails))
  const { rows } = await opened.messages.list(opened.context.administrator, { cursor: null, limit: 200, state: null })
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
      })
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(rows.map((row) => row.id))
    expect(seen).toHaveLength(25)
    await expect(messages.list(administrator, { cursor: 'nonsense', limit: 10, state: null })).rejects.toEqual(
      refused('INVALID_INPUT'),
    )
  })

  it('M9: are counted by state', async () => {
    const { administrator, messages, rows, set } = await portalWithMessages(3)
    await set(rows[0]?.id, 'failed')
    expect(await messages.counts(administrator)).toEqual({
      queued: 2,
      sending: 0,
      sent: 0,
      failed: 1,
      unknown: 0,
      bounced: 0,
      cancelled: 0,
    })
    const { rows: failed } = await messages.list(administrator, { cursor: null, limit: 10, state: 'failed' })
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
    const list = await messages.list(administrator, { cursor: null, limit: 10, state: null })
    expect(list.rows).toMatchObject([
      { state: 'cancelled', actions: [] },
      { state: 'queued', tries: 0, nextTryAt: context.clock.now() },
    ])
    const actions = (await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))
    expect(actions.slice(2)).toEqual(['message.cancelled', 'message.requeued'])
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

  it('A2: an employee sees, counts and touches only their own', async () => {
    const { context, invitations, messages, rows } = await portalWithMessages(2)
    const employee = await context.addPerson()
    await invitations.inviteByMailService(employee, inviting('mine@x.com'))
    const { rows: own } = await messages.list(employee, { cursor: null, limit: 10, state: null })
    expect(own.map((row) => row.to)).toEqual(['mine@x.com'])
    expect((await messages.counts(employee)).queued).toBe(1)
    await expect(messages.cancel(employee, { ids: [rows[0]?.id ?? ''] })).rejects.toEqual(refused('NOT_FOUND'))
  })
})
