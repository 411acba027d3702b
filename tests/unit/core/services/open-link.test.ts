import { describe, expect, it } from 'vitest'
import { inviting, openMailPortal } from '../../../support/mail-story'

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
    const { drafts } = await invitations.prepareDrafts(administrator, { ...inviting(), mode: 'bcc' })
    const after = await openLink.renew(administrator)
    expect(after.link?.url).not.toBe(before.link?.url)
    expect((await openLink.get(administrator)).link).toEqual(after.link)
    const [draft] = await invitations.drafts(administrator)
    expect(draft?.body).not.toBe(drafts[0]?.body)
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
})
