import { describe, expect, it, vi } from 'vitest'
import { MAILTO_BUDGET } from '../../../../../electron/core/domain/mailto-drafts'
import { endInvitation, renewInvitation } from '../../../../../electron/core/services/inviting/invitation-life'
import { useInvitationUp } from '../../../../../electron/core/store/joining'
import { BASE, inviting, openMailPortal } from '../../../../support/mail-story'
import { prepareInFull, waitingInFull } from '../../../../support/shown-drafts'

async function openPortal(portal: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(portal)
  const { administrator } = opened.context
  const turnOn = () =>
    opened.openLink.update(administrator, {
      enabled: true,
      requireConfirmation: true,
      greeting: '',
      validUntil: null,
      maximumRegistrations: null,
      departmentIds: [],
    })
  return { ...opened, administrator, turnOn }
}

const refused = (code: string) => expect.objectContaining({ code })
const recipients = (drafts: readonly { recipients: readonly { email: string }[] }[]) =>
  drafts.map((draft) => draft.recipients.map((each) => each.email))
const many = (count: number) => Array.from({ length: count }, (_, index) => `person${index}@example.com`)

describe('drafts for the mail app', { timeout: 60_000 }, () => {
  it('M1, M2: one message each, with a personal link', async () => {
    const { administrator, context, invitations, mailApp } = await openPortal()
    const { drafts, invited } = await prepareInFull(invitations, administrator, {
      ...inviting('ann@x.com', 'bob@x.com'),
      mode: 'each',
    })
    expect(invited).toBe(2)
    expect(recipients(drafts)).toEqual([['ann@x.com'], ['bob@x.com']])
    expect(drafts.every((draft) => draft.state === 'prepared' && draft.length <= MAILTO_BUDGET)).toBe(true)
    const links = drafts.map((draft) => /\/J\/\S{32}/u.exec(draft.body ?? '')?.[0])
    expect(new Set(links).size).toBe(2)
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    const [url = ''] = mailApp.opened
    expect(url).toMatch(/^mailto:ann@x\.com\?subject=/u)
    expect(url).toHaveLength(drafts[0]?.length ?? 0)
    expect(decodeURIComponent(url)).toContain(`${BASE}${links[0]}`)
    expect((await waitingInFull(invitations, administrator)).map((draft) => draft.state)).toEqual([
      'opened',
      'prepared',
    ])
    expect((await context.rowsOf('invitation')).every((row) => Reflect.get(row, 'sent_at') === null)).toBe(true)
  })

  it('M2: only "Sent" counts as handed over, and each answer is written down once', async () => {
    const { administrator, context, invitations } = await openPortal()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    const id = drafts[0]?.id ?? ''
    await invitations.openDraft(administrator, { id })
    await invitations.markDraft(administrator, { id, sent: false })
    expect(await invitations.drafts(administrator)).toMatchObject([{ id, state: 'not-sent' }])
    await invitations.openDraft(administrator, { id })
    await invitations.markDraft(administrator, { id, sent: true })
    expect(await invitations.drafts(administrator)).toEqual([])
    expect(await context.rowsOf('invitation')).toMatchObject([{ sent_at: context.clock.now() }])
    await expect(invitations.markDraft(administrator, { id, sent: true })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    await expect(invitations.openDraft(administrator, { id })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    const actions = (await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))
    expect(actions).toEqual(['person.invited', 'draft.not-sent', 'message.handed-over', 'draft.sent'])
  })

  it('M2, L11: Bcc batches carry the open link, the inviter in To, and nobody is lost', async () => {
    const { administrator, context, invitations, mailApp, turnOn } = await openPortal({
      address_separator: 'semicolon',
    })
    await turnOn()
    const departmentId = await context.addDepartment('Design')
    const emails = many(200)
    const { drafts } = await prepareInFull(invitations, administrator, {
      ...inviting(...emails),
      departmentIds: [departmentId],
      mode: 'bcc',
    })
    expect(drafts.length).toBeGreaterThan(2)
    expect(recipients(drafts).flat()).toEqual(emails)
    expect(drafts.every((draft) => draft.length <= MAILTO_BUDGET)).toBe(true)
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    expect(mailApp.opened[0]).toMatch(
      /^mailto:person-1@aurora\.example\?bcc=person0@example\.com;person1@example\.com;/u,
    )
    expect(drafts[0]?.body).toContain('Department: Design')
    const variants = await context.store.reader
      .selectFrom('open_link_variant')
      .selectAll()
      .where('main', '=', 0)
      .execute()
    expect(variants).toHaveLength(1)
    expect(await context.rowsOf('person')).toHaveLength(201)
  })

  it('M2, L1: a Bcc draft needs the open link, before anything is created', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await expect(invitations.prepareDrafts(administrator, { ...inviting('a@x.com'), mode: 'bcc' })).rejects.toEqual(
      refused('OPEN_LINK_OFF'),
    )
    await expect(invitations.prepareDrafts(administrator, { ...inviting(), mode: 'each' })).rejects.toEqual(
      refused('OPEN_LINK_OFF'),
    )
    expect(await context.rowsOf('person')).toHaveLength(1)
    await turnOn()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting(), mode: 'each' })
    expect(drafts).toMatchObject([{ mode: 'bcc', recipients: [] }])
    expect(await invitations.drafts(administrator)).toHaveLength(1)
  })

  it('M1: the standard Russian text leaves room for long names', async () => {
    const { administrator, context, invitations } = await openPortal({
      name: 'Общество «Северное сияние»',
      expiry_days: 30,
    })
    const departmentId = await context.addDepartment('Отдел развития и проектирования')
    const actor = await context.addPerson({ firstName: 'Екатерина', lastName: 'Воскресенская' })
    const { drafts } = await prepareInFull(invitations, actor, {
      ...inviting(),
      people: [{ email: 'aleksandr.konstantinov@example.com', firstName: 'Александр', lastName: 'Константинов' }],
      departmentIds: [departmentId],
      locale: 'ru',
      mode: 'each',
    })
    expect(drafts[0]?.body).toContain('Здравствуйте, Александр!')
    expect(drafts[0]?.length).toBeLessThanOrEqual(MAILTO_BUDGET)
    expect(administrator.role).toBe('administrator')
  })

  it('M2: a text that is too long is refused before anything is created', async () => {
    const { administrator, context, invitations } = await openPortal()
    const text = { subject: 'Hi', body: `{{link}} ${'я'.repeat(400)}` }
    await expect(
      prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'each', text }),
    ).rejects.toEqual(refused('MAIL_TEXT_TOO_LONG'))
    for (const table of ['draft', 'invitation', 'audit'] as const) expect(await context.rowsOf(table)).toEqual([])
    expect(await context.rowsOf('person')).toHaveLength(1)
  })

  it('M1: without a mail app opening is refused and the draft stays as it was', async () => {
    const { administrator, invitations, mailApp } = await openPortal()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'each' })
    mailApp.present = false
    await expect(invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })).rejects.toEqual(
      refused('MAIL_APP_MISSING'),
    )
    expect(await waitingInFull(invitations, administrator)).toEqual(drafts)
  })

  it('M2, C5: who has joined leaves the draft, and a new link makes it be opened again', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await turnOn()
    const bcc = await prepareInFull(invitations, administrator, { ...inviting('a@x.com', 'b@x.com'), mode: 'bcc' })
    const each = await prepareInFull(invitations, administrator, { ...inviting('c@x.com'), mode: 'each' })
    const id = each.drafts[0]?.id ?? ''
    await invitations.openDraft(administrator, { id })
    const before = (await waitingInFull(invitations, administrator)).find((draft) => draft.id === id)
    await context.store.write(async (writer) => {
      await renewInvitation(writer, context, each.rows[0]?.personId ?? '', context.clock.now())
      await writer
        .updateTable('invitation')
        .set({ state: 'accepted' })
        .where('person_id', '=', bcc.rows[0]?.personId ?? '')
        .execute()
    })
    const after = await waitingInFull(invitations, administrator)
    expect(recipients(after)).toEqual([['b@x.com'], ['c@x.com']])
    expect(after[1]).toMatchObject({ id, state: 'prepared', openedAt: null })
    expect(after[1]?.body).not.toBe(before?.body)
    await context.store.write(async (writer) => {
      await writer.updateTable('invitation').set({ state: 'accepted' }).execute()
    })
    expect(await invitations.drafts(administrator)).toEqual([])
    await expect(invitations.openDraft(administrator, { id })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
  })

  it('M2, C5: what was opened with a link that has died since cannot be called sent before it is opened again', async () => {
    const { administrator, context, invitations } = await openPortal()
    const { drafts, rows } = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    const id = drafts[0]?.id ?? ''
    await invitations.openDraft(administrator, { id })
    await context.store.write((writer) =>
      renewInvitation(writer, context, rows[0]?.personId ?? '', context.clock.now()),
    )
    await expect(invitations.markDraft(administrator, { id, sent: true })).rejects.toEqual(
      refused('DRAFT_LINK_REPLACED'),
    )
    expect(await context.rowsOf('message')).toEqual([])
    await invitations.openDraft(administrator, { id })
    await invitations.markDraft(administrator, { id, sent: true })
    expect(await context.rowsOf('message')).toMatchObject([{ generation: 2, state: 'handed-over' }])
  })

  it('M2, C5: a link that dies while the mail app opens was opened in vain, and the draft is to be opened again', async () => {
    const { administrator, context, invitations, mailApp, openLink, turnOn } = await openPortal()
    await turnOn()
    const each = await invitations.prepareDrafts(administrator, { ...inviting('ann@x.com'), mode: 'each' })
    const bcc = await invitations.prepareDrafts(administrator, { ...inviting('b@x.com', 'c@x.com'), mode: 'bcc' })
    const annId = each.rows[0]?.personId ?? ''
    const inTheMeantime = [
      () => context.store.write((writer) => renewInvitation(writer, context, annId, context.clock.now())),
      () => openLink.renew(administrator),
    ]
    for (const [index, id] of [...each.draftIds, ...bcc.draftIds].entries()) {
      const opening = vi
        .spyOn(mailApp, 'open')
        .mockImplementationOnce(async () => void (await inTheMeantime[index]?.()))
      await invitations.openDraft(administrator, { id })
      opening.mockRestore()
      await expect(invitations.markDraft(administrator, { id, sent: true })).rejects.toEqual(
        refused('DRAFT_LINK_REPLACED'),
      )
      expect(await invitations.draft(administrator, { id })).toMatchObject({ state: 'prepared', openedAt: null })
      await invitations.openDraft(administrator, { id })
      await invitations.markDraft(administrator, { id, sent: true })
    }
    expect(await context.rowsOf('message')).toMatchObject([
      { generation: 2 },
      { generation: null },
      { generation: null },
    ])
  })

  it('M2, J6: whoever has joined leaves the drafts that are not sent, and a draft nobody is left in goes', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await turnOn()
    const sent = await invitations.prepareDrafts(administrator, { ...inviting('z@x.com'), mode: 'each' })
    await invitations.markDraft(administrator, { id: sent.draftIds[0] ?? '', sent: true })
    const each = await invitations.prepareDrafts(administrator, { ...inviting('ann@x.com'), mode: 'each' })
    const bcc = await invitations.prepareDrafts(administrator, { ...inviting('b@x.com', 'c@x.com'), mode: 'bcc' })
    await invitations.openDraft(administrator, { id: each.draftIds[0] ?? '' })
    const joined = [sent, each, bcc].map(({ rows }) => rows[0]?.personId ?? '')
    await context.store.write(async (writer) => {
      const used = await writer.selectFrom('invitation').select('id').where('person_id', 'in', joined).execute()
      for (const { id } of used) await useInvitationUp(writer, id, 1, context.clock.now())
    })
    expect((await context.rowsOf('draft')).map((row) => Reflect.get(row, 'id'))).toEqual([
      ...sent.draftIds,
      ...bcc.draftIds,
    ])
    expect(await invitations.drafts(administrator)).toMatchObject([{ id: bcc.draftIds[0], people: 1 }])
  })

  it('A2: an employee sees, marks and discards only their own drafts', async () => {
    const { administrator, context, invitations } = await openPortal()
    const employee = await context.addPerson()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'each' })
    const id = drafts[0]?.id ?? ''
    expect(await invitations.drafts(employee)).toEqual([])
    await expect(invitations.openDraft(employee, { id })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(invitations.markDraft(employee, { id, sent: true })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(invitations.discardDraft(employee, { id })).rejects.toEqual(refused('NOT_FOUND'))
  })

  it('M2: a discarded draft is gone, its people stay invited, and it is written down once', async () => {
    const { administrator, context, invitations } = await openPortal()
    const { drafts } = await prepareInFull(invitations, administrator, {
      ...inviting('ann@x.com', 'bob@x.com', 'cid@x.com'),
      mode: 'each',
    })
    const [ann = '', bob = '', cid = ''] = drafts.map((draft) => draft.id)
    const invited = await context.rowsOf('invitation')
    await invitations.openDraft(administrator, { id: ann })
    await invitations.discardDraft(administrator, { id: ann })
    await invitations.markDraft(administrator, { id: bob, sent: false })
    await invitations.discardDraft(administrator, { id: bob })
    await invitations.markDraft(administrator, { id: cid, sent: true })
    await expect(invitations.discardDraft(administrator, { id: ann })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(invitations.discardDraft(administrator, { id: cid })).rejects.toEqual(
      expect.objectContaining({ code: 'STATE_NOT_ALLOWED', params: { status: 'sent' } }),
    )
    expect(await invitations.drafts(administrator)).toEqual([])
    expect((await context.rowsOf('invitation')).slice(0, 2)).toEqual(invited.slice(0, 2))
    expect((await context.rowsOf('person')).filter((row) => Reflect.get(row, 'status') === 'invited')).toHaveLength(3)
    const entries = (await context.rowsOf('audit')).filter((row) => Reflect.get(row, 'action') === 'draft.discarded')
    expect(entries).toMatchObject([{ subject_name: 'ann@x.com' }, { subject_name: 'bob@x.com' }])
  })

  it('M2, L11: a draft without addresses and one in Bcc can be discarded too; what it led to goes on working', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await turnOn()
    const open = await prepareInFull(invitations, administrator, { ...inviting(), mode: 'each' })
    const bcc = await prepareInFull(invitations, administrator, { ...inviting('a@x.com', 'b@x.com'), mode: 'bcc' })
    const variants = () => context.store.reader.selectFrom('open_link_variant').selectAll().execute()
    const before = await variants()
    for (const { id } of [...open.drafts, ...bcc.drafts]) await invitations.discardDraft(administrator, { id })
    expect(await invitations.drafts(administrator)).toEqual([])
    expect(await variants()).toEqual(before)
    expect((await context.rowsOf('audit')).slice(-2)).toMatchObject([
      { action: 'draft.discarded', subject_id: null, details: '{"people":0}' },
      { action: 'draft.discarded', subject_id: null, details: '{"people":2}' },
    ])
  })

  it('M2: which of how many a draft is stays true, whatever became of the others', async () => {
    const { administrator, context, invitations } = await openPortal()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting(...many(4)), mode: 'each' })
    expect(drafts.map((draft) => draft.batch)).toEqual([1, 2, 3, 4].map((position) => ({ position, total: 4 })))
    const [sent = '', discarded = ''] = drafts.map((draft) => draft.id)
    await invitations.markDraft(administrator, { id: sent, sent: true })
    await invitations.discardDraft(administrator, { id: discarded })
    const third = drafts[2]?.recipients[0]?.personId ?? ''
    await context.store.write((writer) => endInvitation(writer, third, context.clock.now()))
    const left = await waitingInFull(invitations, administrator)
    expect(left.map((draft) => draft.batch)).toEqual([{ position: 4, total: 4 }])
  })

  it('M2: the drafts are counted beforehand exactly as they will be split, and nothing is kept', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await turnOn()
    const department = await context.addDepartment('Отдел развития')
    for (const [count, mode, locale] of [
      [200, 'bcc', 'ru'],
      [90, 'bcc', 'en'],
      [31, 'each', 'ru'],
      [0, 'each', 'en'],
    ] as const) {
      const emails = Array.from({ length: count }, (_, index) => `${mode}.${locale}-${index}@subsidiary.example.com`)
      const order = { ...inviting(...emails), departmentIds: [department], mode, locale }
      const rows = () => Promise.all((['person', 'invitation', 'draft', 'audit'] as const).map(context.rowsOf))
      const variants = () => context.store.reader.selectFrom('open_link_variant').selectAll().execute()
      const kept = [await rows(), await variants()]
      const counted = await invitations.countDrafts(administrator, order)
      expect([await rows(), await variants()]).toEqual(kept)
      const { drafts } = await prepareInFull(invitations, administrator, order)
      expect(counted).toEqual({ drafts: drafts.length })
      // Everybody is invited now, so that nobody is left to make a draft for.
      if (count > 0) expect(await invitations.countDrafts(administrator, order)).toEqual({ drafts: 0 })
    }
  })

  it('M2, L1: counting is refused as preparing would be', async () => {
    const { administrator, context, invitations, site, turnOn } = await openPortal()
    const order = { ...inviting('a@x.com'), mode: 'bcc' as const }
    await expect(invitations.countDrafts(administrator, order)).rejects.toEqual(refused('OPEN_LINK_OFF'))
    await turnOn()
    const text = { subject: 'Hi', body: `{{link}} ${'я'.repeat(400)}` }
    for (const mode of ['each', 'bcc'] as const) {
      await expect(invitations.countDrafts(administrator, { ...order, mode, text })).rejects.toEqual(
        refused('MAIL_TEXT_TOO_LONG'),
      )
    }
    await expect(
      invitations.countDrafts(await context.addPerson(), { ...order, requireConfirmation: false }),
    ).rejects.toEqual(refused('NOT_ALLOWED'))
    site.address = null
    await expect(invitations.countDrafts(administrator, order)).rejects.toEqual(refused('JOIN_ADDRESS_MISSING'))
  })

  it('S6: people who are there already get no draft', async () => {
    const { administrator, invitations } = await openPortal()
    await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'each' })
    const again = await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'each' })
    expect(again).toMatchObject({ invited: 0, drafts: [], rows: [{ fate: 'invited' }] })
  })

  it('M2: the list tells whom each draft is for, and nothing of its text', async () => {
    const { administrator, context, invitations, turnOn } = await openPortal()
    await turnOn()
    const createdAt = context.clock.now()
    const open = await invitations.prepareDrafts(administrator, { ...inviting(), mode: 'bcc' })
    const bcc = await invitations.prepareDrafts(administrator, { ...inviting(...many(4)), mode: 'bcc' })
    const each = await invitations.prepareDrafts(administrator, { ...inviting('ann@x.com'), mode: 'each' })
    const [openId = '', bccId = '', eachId = ''] = [open, bcc, each].flatMap((result) => result.draftIds)
    await invitations.markDraft(administrator, { id: eachId, sent: false })
    expect(await invitations.drafts(administrator)).toEqual([
      { id: openId, state: 'prepared', createdAt, names: [], people: 0 },
      { id: bccId, state: 'prepared', createdAt, names: ['person0@example.com', 'person1@example.com'], people: 4 },
      { id: eachId, state: 'not-sent', createdAt, names: ['ann@x.com'], people: 1 },
    ])
  })

  it('A2, SM6: one draft is shown in full to whoever may see it, while it waits, by the program it is for', async () => {
    const { administrator, context, invitations } = await openPortal()
    const employee = await context.addPerson()
    const { draftIds } = await invitations.prepareDrafts(administrator, { ...inviting('a@x.com'), mode: 'each' })
    const [id = ''] = draftIds
    expect(await invitations.draft(administrator, { id })).toMatchObject({ id, recipients: [{ email: 'a@x.com' }] })
    await expect(invitations.draft(employee, { id })).rejects.toEqual(refused('NOT_FOUND'))
    await invitations.markDraft(administrator, { id, sent: true })
    await expect(invitations.draft(administrator, { id })).rejects.toEqual(refused('STATE_NOT_ALLOWED'))
    await context.store.write((writer) =>
      writer.updateTable('draft').set({ channel: 'sms', state: 'prepared' }).execute(),
    )
    await expect(invitations.draft(administrator, { id })).rejects.toEqual(refused('NOT_FOUND'))
    await expect(invitations.openDraft(administrator, { id })).rejects.toEqual(refused('NOT_FOUND'))
  })

  it('M2: a thousand drafts are prepared, one each', async () => {
    const { administrator, invitations } = await openPortal()
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting(...many(1_000)), mode: 'each' })
    expect(recipients(drafts).flat()).toEqual(many(1_000))
  })
})
