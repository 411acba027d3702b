import { describe, expect, it } from 'vitest'
import { matches, parseCode } from '../../../../../electron/core/domain/join-codes'
import {
  endInvitation,
  queueInvitationMessage,
  renewInvitation,
} from '../../../../../electron/core/services/inviting/invitation-life'
import { DAY } from '../../../../support/core-context'
import { BASE, inviting, type MailPortal, openMailPortal, saveAccount } from '../../../../support/mail-story'
import { prepareInFull } from '../../../../support/shown-drafts'

async function invitedPortal(portal: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(portal)
  await saveAccount(opened.context, 2525)
  const { rows } = await opened.invitations.inviteByMailService(opened.context.administrator, inviting('ann@x.com'))
  return { ...opened, annId: rows[0]?.personId ?? '' }
}

async function tokenOf({ context, links }: MailPortal): Promise<string> {
  const row = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
  return links.token(row)
}

const refused = (code: string) => expect.objectContaining({ code })

describe('the link of an invitation', () => {
  it('C5, M8, Q1: is shown with short code and QR code, and showing is written down', async () => {
    const portal = await invitedPortal({ expiry_days: 3 })
    const { annId, context, invitations } = portal
    const link = await invitations.link(context.administrator, { personId: annId })
    const token = await tokenOf(portal)
    expect(link.url).toBe(`${BASE}/J/${token}`)
    const typed = parseCode(link.code)
    expect(typed && matches(typed, token)).toBe(true)
    expect(link.expiresAt).toBe(context.clock.now() + 3 * DAY)
    expect(link.qr.size).toBeGreaterThan(20)
    expect(link.onlyHere).toBe(false)
    const actions = (await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))
    expect(actions).toEqual(['person.invited', 'person.link-shown'])
    expect(JSON.stringify(await context.rowsOf('audit'))).not.toContain(token.slice(6))
  })

  it('L8: tells where nobody else can follow it', async () => {
    const { annId, context, invitations, site } = await invitedPortal()
    site.address = 'http://127.0.0.1:8090'
    expect(await invitations.link(context.administrator, { personId: annId })).toMatchObject({ onlyHere: true })
  })

  it('A2: is nothing an employee sees of people somebody else invited', async () => {
    const { annId, context, invitations } = await invitedPortal()
    const employee = await context.addPerson()
    await expect(invitations.link(employee, { personId: annId })).rejects.toEqual(refused('NOT_FOUND'))
    const { refused: rows } = await invitations.resend(employee, { ids: [annId] })
    expect(rows).toMatchObject([{ id: annId, name: '', refusal: { code: 'NOT_FOUND' } }])
  })

  it('S4: somebody who has joined has none', async () => {
    const { context, invitations } = await invitedPortal()
    const active = await context.addPerson()
    await expect(invitations.link(context.administrator, { personId: active.personId })).rejects.toEqual(
      expect.objectContaining({ code: 'STATE_NOT_ALLOWED', params: { status: 'active' } }),
    )
  })

  it('J1: cannot be shown while there is no join site', async () => {
    const { annId, context, invitations, site } = await invitedPortal()
    site.address = null
    await expect(invitations.link(context.administrator, { personId: annId })).rejects.toEqual(
      refused('JOIN_ADDRESS_MISSING'),
    )
  })

  it('J4: no link and no short code is in the data file', async () => {
    const portal = await invitedPortal()
    const token = await tokenOf(portal)
    for (const table of ['person', 'invitation', 'message', 'audit', 'draft'] as const) {
      const stored = JSON.stringify(await portal.context.rowsOf(table))
      expect(stored).not.toContain(token.slice(6, 16))
    }
  })
})

describe('resending', () => {
  it('M8: renews the expiry, keeps the code, and hurries a message that waits instead of doubling it', async () => {
    const portal = await invitedPortal({ expiry_days: 7 })
    const { annId, context, invitations } = portal
    const before = await tokenOf(portal)
    context.clock.advance(5 * DAY)
    const result = await invitations.resend(context.administrator, { ids: [annId] })
    expect(result).toEqual({ done: [{ id: annId, name: 'ann@x.com' }], refused: [] })
    expect(await tokenOf(portal)).toBe(before)
    expect(await context.rowsOf('invitation')).toMatchObject([
      { expires_at: context.clock.now() + 7 * DAY, generation: 1 },
    ])
    expect(await context.rowsOf('message')).toMatchObject([{ state: 'queued', next_try_at: context.clock.now() }])
  })

  it('M8: makes a new message once the first is out', async () => {
    const { annId, context, invitations } = await invitedPortal()
    await context.store.write(async (writer) => {
      await writer.updateTable('message').set({ state: 'sent', next_try_at: null }).execute()
    })
    await invitations.resend(context.administrator, { ids: [annId, annId] })
    const messages = await context.rowsOf('message')
    expect(messages).toMatchObject([{ state: 'sent' }, { state: 'queued', to_address: 'ann@x.com' }])
    expect(new Set(messages.map((message) => Reflect.get(message, 'message_id'))).size).toBe(2)
  })

  it('M8: makes no second one while the first is being sent', async () => {
    const { annId, context, invitations } = await invitedPortal()
    await context.store.write(async (writer) => {
      await writer.updateTable('message').set({ state: 'sending', next_try_at: null }).execute()
    })
    await invitations.resend(context.administrator, { ids: [annId] })
    expect(await context.rowsOf('message')).toMatchObject([{ state: 'sending', next_try_at: null }])
  })

  it('S5: each person on their own; who cannot be is refused with a reason', async () => {
    const { annId, context, invitations } = await invitedPortal()
    const active = await context.addPerson({ firstName: 'Bob' })
    const byPhone = await context.addPerson({ phone: '+4930123456', email: null, status: 'invited' })
    await context.store.write(async (writer) => {
      await renewInvitation(writer, context, byPhone.personId, context.clock.now())
    })
    const result = await invitations.resend(context.administrator, { ids: [active.personId, byPhone.personId, annId] })
    expect(result.done.map((each) => each.id)).toEqual([annId])
    expect(result.refused.map((each) => each.refusal.code)).toEqual(['STATE_NOT_ALLOWED', 'SMS_ACCOUNT_MISSING'])
  })

  it('M4: without a mail account it is refused', async () => {
    const { annId, context, invitations, mailAccount } = await invitedPortal()
    await mailAccount.remove(context.administrator)
    await expect(invitations.resend(context.administrator, { ids: [annId] })).rejects.toEqual(
      refused('MAIL_ACCOUNT_MISSING'),
    )
  })
})

describe('the life of an invitation', () => {
  it('C5, L3: renewing gives another code and cancels what carries the old one', async () => {
    const portal = await invitedPortal()
    const { annId, context } = portal
    const before = await tokenOf(portal)
    await context.store.write(async (writer) => {
      const renewed = await renewInvitation(writer, context, annId, context.clock.now())
      await queueInvitationMessage(writer, context, renewed, {
        toName: '',
        toAddress: 'ann@y.com',
        createdBy: null,
        at: 1,
      })
    })
    const after = await tokenOf(portal)
    expect(after).not.toBe(before)
    const old = parseCode(before)
    expect(old && matches(old, after)).toBe(false)
    expect(await context.rowsOf('message')).toMatchObject([
      { state: 'cancelled', generation: 1 },
      { state: 'queued', generation: 2, to_address: 'ann@y.com' },
    ])
  })

  it('S1, S2: ending kills link, messages and drafts', async () => {
    const { annId, context, invitations } = await invitedPortal()
    const { drafts, rows } = await prepareInFull(invitations, context.administrator, {
      ...inviting('bob@x.com'),
      mode: 'each',
    })
    expect(drafts).toHaveLength(1)
    await context.store.write(async (writer) => {
      await endInvitation(writer, annId, context.clock.now())
      await endInvitation(writer, rows[0]?.personId ?? '', context.clock.now())
      await endInvitation(writer, context.administrator.personId, context.clock.now())
    })
    expect((await context.rowsOf('invitation')).map((row) => Reflect.get(row, 'state'))).toEqual(['revoked', 'revoked'])
    expect(await context.rowsOf('message')).toMatchObject([{ state: 'cancelled' }])
    expect(await context.rowsOf('draft')).toEqual([])
  })

  it('D3: somebody rehired into invited has a working link again, another one', async () => {
    const portal = await invitedPortal()
    const before = await tokenOf(portal)
    await portal.context.store.write(async (writer) => {
      await endInvitation(writer, portal.annId, 1)
      await renewInvitation(writer, portal.context, portal.annId, 2)
    })
    expect(await tokenOf(portal)).not.toBe(before)
    expect(await portal.context.rowsOf('invitation')).toMatchObject([{ state: 'live', ended_at: null, generation: 2 }])
  })
})
