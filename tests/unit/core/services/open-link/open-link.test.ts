import { describe, expect, it } from 'vitest'
import { SHARE_TARGETS } from '../../../../../electron/core/domain/share-links'
import { SHARE_APPS } from '../../../../../electron/core/domain/vocabulary'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import { inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'
import { prepareInFull, waitingInFull } from '../../../../support/shown-drafts'

const settings = {
  enabled: true,
  requireConfirmation: false,
  greeting: 'Welcome\nto us',
  validUntil: null as number | null,
  maximumRegistrations: null as number | null,
  departmentIds: [] as string[],
}
const refused = (code: string) => expect.objectContaining({ code })

describe('the open link', () => {
  it('L1, L2, L4, L6, L7: settings are kept, and the link appears once it is on', async () => {
    const { context, openLink } = await openMailPortal()
    const { administrator } = context
    expect(await openLink.get(administrator)).toMatchObject({ enabled: false, link: null, departments: [] })
    const departmentId = await context.addDepartment('Design')
    const validUntil = context.clock.now() + 1_000
    const shown = await openLink.update(administrator, {
      ...settings,
      validUntil,
      maximumRegistrations: 5,
      departmentIds: [departmentId],
    })
    expect(shown).toMatchObject({
      enabled: true,
      requireConfirmation: false,
      greeting: 'Welcome\nto us',
      validUntil,
      maximumRegistrations: 5,
      departments: [{ id: departmentId, name: 'Design' }],
      link: { url: expect.stringMatching(/\/J\/[0-9A-Z]{32}$/u), expiresAt: validUntil },
    })
    context.clock.advance(1_000)
    expect((await openLink.get(administrator)).link).toBeNull()
    expect(await context.rowsOf('audit')).toMatchObject([{ action: 'open-link.changed' }])
  })

  it('L1: off, there is no link; on again, it is the same', async () => {
    const { context, openLink } = await openMailPortal()
    const { link } = await openLink.update(context.administrator, settings)
    expect((await openLink.update(context.administrator, { ...settings, enabled: false })).link).toBeNull()
    expect((await openLink.update(context.administrator, settings)).link).toEqual(link)
  })

  it('L3, L11: a new link replaces the old one in all its variants', async () => {
    const { context, invitations, openLink } = await openMailPortal()
    const { administrator } = context
    const before = await openLink.update(administrator, settings)
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting(), mode: 'bcc' })
    const after = await openLink.renew(administrator)
    expect(after.link?.url).not.toBe(before.link?.url)
    expect((await openLink.get(administrator)).link).toEqual(after.link)
    const [draft] = await waitingInFull(invitations, administrator)
    expect(draft?.body).not.toBe(drafts[0]?.body)
  })

  it('L3, M2: a new link makes opened drafts with the old one be opened again, and says that drafts changed', async () => {
    const { context, invitations, openLink } = await openMailPortal()
    const { administrator } = context
    await openLink.update(administrator, settings)
    const bcc = await prepareInFull(invitations, administrator, { ...inviting('a@x.com', 'b@x.com'), mode: 'bcc' })
    const each = await prepareInFull(invitations, administrator, { ...inviting('c@x.com'), mode: 'each' })
    const nobody = await prepareInFull(invitations, administrator, { ...inviting(), mode: 'bcc' })
    for (const { drafts } of [bcc, each, nobody]) {
      for (const { id } of drafts) await invitations.openDraft(administrator, { id })
    }
    await invitations.markDraft(administrator, { id: nobody.drafts[0]?.id ?? '', sent: false })
    context.announced.length = 0
    await openLink.renew(administrator)
    expect(context.announced.flat()).toContain('drafts')
    expect(await waitingInFull(invitations, administrator)).toMatchObject([
      { state: 'prepared', openedAt: null },
      { state: 'opened' },
      { state: 'not-sent' },
    ])
  })

  it('L1, L7, L11: while the link does not work no draft offers its text, and an opened one must be opened again', async () => {
    const { context, invitations, openLink } = await openMailPortal()
    const { administrator } = context
    await openLink.update(administrator, settings)
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'bcc' })
    const personal = await prepareInFull(invitations, administrator, { ...inviting('b@x.com'), mode: 'each' })
    const id = drafts[0]?.id ?? ''
    await context.store.write((writer) => writer.updateTable('open_link').set({ registrations: 1 }).execute())
    const ends = [{ enabled: false }, { validUntil: context.clock.now() }, { maximumRegistrations: 1 }]
    for (const end of ends) {
      await openLink.update(administrator, settings)
      await invitations.openDraft(administrator, { id })
      context.announced.length = 0
      await openLink.update(administrator, { ...settings, ...end })
      expect(context.announced.flat()).toContain('drafts')
      const [open, own] = await waitingInFull(invitations, administrator)
      expect(open).toMatchObject({ id, state: 'prepared', body: null, openedAt: null })
      expect(own?.body).toBe(personal.drafts[0]?.body)
    }
    await openLink.update(administrator, settings)
    expect((await waitingInFull(invitations, administrator))[0]?.body).toBe(drafts[0]?.body)
  })

  it('L1, L4: what leaves the link working leaves opened drafts as they are', async () => {
    const { context, invitations, openLink } = await openMailPortal()
    const { administrator } = context
    await openLink.update(administrator, settings)
    const { drafts } = await prepareInFull(invitations, administrator, { ...inviting('a@x.com'), mode: 'bcc' })
    await invitations.openDraft(administrator, { id: drafts[0]?.id ?? '' })
    await openLink.update(administrator, { ...settings, requireConfirmation: true })
    expect(await waitingInFull(invitations, administrator)).toMatchObject([{ state: 'opened', body: drafts[0]?.body }])
  })

  it('A1: employees see it, administrators change it', async () => {
    const { context, openLink } = await openMailPortal()
    await openLink.update(context.administrator, settings)
    const employee = await context.addPerson()
    expect((await openLink.get(employee)).link).not.toBeNull()
    await expect(openLink.update(employee, settings)).rejects.toEqual(refused('NOT_ALLOWED'))
    await expect(openLink.renew(employee)).rejects.toEqual(refused('NOT_ALLOWED'))
  })

  it('L2: departments that are gone are refused, and nothing changes', async () => {
    const { context, openLink } = await openMailPortal()
    const departmentIds = [context.administrator.personId]
    await expect(openLink.update(context.administrator, { ...settings, departmentIds })).rejects.toEqual(
      refused('NOT_FOUND'),
    )
    expect((await openLink.get(context.administrator)).enabled).toBe(false)
  })

  it('L7: a full link is no link', async () => {
    const { context, openLink } = await openMailPortal()
    await openLink.update(context.administrator, { ...settings, maximumRegistrations: 2 })
    await context.store.write(async (writer) => {
      await writer.updateTable('open_link').set({ registrations: 2 }).execute()
    })
    expect((await openLink.get(context.administrator)).link).toBeNull()
  })

  it('L5: the list of domains is kept in one form, shown in its letters, and left alone where nothing is said of it', async () => {
    const { context, openLink } = await openMailPortal()
    const { administrator } = context
    const shown = await openLink.update(administrator, {
      ...settings,
      domains: ['@Example.com', '*.МОСКВА.рф', 'example.com'],
    })
    expect(shown).toMatchObject({ domains: ['*.москва.рф', 'example.com'], canProve: false })
    const kept = await context.store.reader.selectFrom('open_link_domain').selectAll().execute()
    expect(kept).toEqual([{ domain: '*.xn--80adxhks.xn--p1ai' }, { domain: 'example.com' }])
    await saveAccount(context, 25)
    expect(await openLink.update(administrator, settings)).toMatchObject({ domains: shown.domains, canProve: true })
    expect((await openLink.update(administrator, { ...settings, domains: [] })).domains).toEqual([])
  })

  it('L5: a wrong entry is refused at the entry, and nothing changes', async () => {
    const { context, openLink } = await openMailPortal()
    const update = openLink.update(context.administrator, { ...settings, domains: ['example.com', 'no domain', '*.'] })
    await expect(update).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        { field: 'domains.1', code: 'DOMAIN_INVALID' },
        { field: 'domains.2', code: 'DOMAIN_INVALID' },
      ],
    })
    expect(await openLink.get(context.administrator)).toMatchObject({ enabled: false, domains: [] })
    expect(await openLink.readDomains(context.administrator, { text: 'xn--mnchen-3ya.de, no_domain' })).toEqual({
      entries: [
        { text: 'xn--mnchen-3ya.de', domain: 'münchen.de' },
        { text: 'no_domain', domain: null },
      ],
    })
  })
})

describe('variants of the open link', () => {
  it('Q1, L11: the same departments give the same code again; others, and other operators, another', async () => {
    const { context, openLink } = await openMailPortal()
    const { administrator } = context
    const [sales, design] = [await context.addDepartment('Sales'), await context.addDepartment('Design')]
    const main = await openLink.update(administrator, { ...settings, departmentIds: [sales] })
    const first = await openLink.variant(administrator, { departmentIds: [sales, design] })
    expect(first).toMatchObject({ portal: 'Aurora', link: { onlyHere: false } })
    expect(first.departments.map(({ name }) => name).sort()).toEqual(['Design', 'Sales'])
    const urlOf = async (departmentIds: string[], actor = administrator) =>
      (await openLink.variant(actor, { departmentIds })).link.url
    expect(await urlOf([design, sales, design])).toBe(first.link.url)
    const urls = [
      first.link.url,
      await urlOf([sales]),
      await urlOf([design]),
      await urlOf([]),
      await urlOf([sales], await context.addPerson()),
      main.link?.url,
    ]
    expect(new Set(urls).size).toBe(6)
    const variants = await context.store.reader.selectFrom('open_link_variant').select('id').execute()
    expect(variants).toHaveLength(6)
  })

  it('L1, L3, L7, L11: New link, the switch and the end hold for every variant', async () => {
    const { context, openLink } = await openMailPortal()
    const { administrator } = context
    const order = { departmentIds: [] }
    await expect(openLink.variant(administrator, order)).rejects.toEqual(refused('OPEN_LINK_OFF'))
    await openLink.update(administrator, { ...settings, validUntil: context.clock.now() + 1_000 })
    const before = await openLink.variant(administrator, order)
    const joining = createJoiningService(context)
    expect((await joining.open(before.link.code, true)).kind).toBe('open-link')
    await openLink.renew(administrator)
    await expect(joining.open(before.link.code, true)).rejects.toEqual(refused('LINK_DEAD'))
    const after = await openLink.variant(administrator, order)
    expect(after.link.url).not.toBe(before.link.url)
    context.clock.advance(1_000)
    await expect(openLink.variant(administrator, order)).rejects.toEqual(refused('OPEN_LINK_EXPIRED'))
    await expect(openLink.shareText(administrator, { ...order, locale: 'en' })).rejects.toEqual(
      refused('OPEN_LINK_EXPIRED'),
    )
  })

  it('A1, Q1: departments that are gone and people who may not invite are refused before anything is made', async () => {
    const { context, openLink } = await openMailPortal({ who_may_invite: 'administrators' })
    await openLink.update(context.administrator, settings)
    const gone = { departmentIds: [context.administrator.personId] }
    await expect(openLink.variant(context.administrator, gone)).rejects.toEqual(refused('NOT_FOUND'))
    const employee = await context.addPerson()
    await expect(openLink.variant(employee, { departmentIds: [] })).rejects.toEqual(refused('NOT_ALLOWED'))
    await expect(openLink.readDomains(employee, { text: 'x' })).rejects.toEqual(refused('NOT_ALLOWED'))
    expect(await context.store.reader.selectFrom('open_link_variant').select('id').execute()).toHaveLength(1)
  })

  it('L8: each messenger is handed the variant with the departments chosen, with its short code', async () => {
    const { context, openLink, shareApps } = await openMailPortal({ name: 'A & B?text=<evil>' })
    const { administrator } = context
    await openLink.update(administrator, settings)
    const departmentIds = [await context.addDepartment('Design')]
    const { link } = await openLink.variant(administrator, { departmentIds })
    for (const app of SHARE_APPS) await openLink.share(administrator, { departmentIds, locale: 'ru', app })
    expect(shareApps.opened.map((url) => url.slice(0, url.indexOf('?')))).toEqual(Object.values(SHARE_TARGETS))
    for (const url of shareApps.opened) {
      const said = [...new URL(url).searchParams.values()].join('\n')
      expect(said).toContain(link.url)
      expect(said).toContain(link.code)
      expect(said).toContain('A & B?text=<evil>')
      expect(said).toContain('Приглашаем')
    }
    const { text } = await openLink.shareText(administrator, { departmentIds, locale: 'en' })
    expect(text.split('\n')).toEqual([expect.stringContaining(link.code), link.url])
  })

  it('L8: it is told where nobody else can follow the link', async () => {
    const { context, openLink, site } = await openMailPortal()
    const { administrator } = context
    await openLink.update(administrator, settings)
    for (const [address, onlyHere] of [
      ['http://127.0.0.1:8090', true],
      ['http://localhost:8090', true],
      ['http://[::1]:8090', true],
      ['http://192.168.1.20:8090', false],
      ['https://join.example.com', false],
    ] as const) {
      site.address = address
      expect((await openLink.get(administrator)).link?.onlyHere).toBe(onlyHere)
      expect((await openLink.variant(administrator, { departmentIds: [] })).link.onlyHere).toBe(onlyHere)
    }
    site.address = null
    await expect(openLink.variant(administrator, { departmentIds: [] })).rejects.toEqual(
      refused('JOIN_ADDRESS_MISSING'),
    )
  })
})
